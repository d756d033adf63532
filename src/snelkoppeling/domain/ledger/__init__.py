"""Ledger accounts, the cases of VAT that need one, and the rules that choose one for an invoice line."""

from snelkoppeling.domain.ledger.accounts import AccountPurpose, Chart, LedgerAccount
from snelkoppeling.domain.ledger.cases import ALLOWED_PURPOSES, CASE_WORDS, KIND_OF_CASE, VatCase
from snelkoppeling.domain.ledger.health import rule_problems, uncovered_cases
from snelkoppeling.domain.ledger.packs import (
    STANDARD_GOODS,
    STANDARD_SERVICES,
    completed_by_function,
    rules_from_rgs,
)
from snelkoppeling.domain.ledger.rules import LedgerRule, LedgerRules, LineFacts

__all__ = [
    "ALLOWED_PURPOSES",
    "CASE_WORDS",
    "KIND_OF_CASE",
    "STANDARD_GOODS",
    "STANDARD_SERVICES",
    "AccountPurpose",
    "Chart",
    "LedgerAccount",
    "LedgerRule",
    "LedgerRules",
    "LineFacts",
    "VatCase",
    "completed_by_function",
    "rule_problems",
    "rules_from_rgs",
    "uncovered_cases",
]
