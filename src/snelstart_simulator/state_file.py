"""Keeps the whole world in a file, for a demonstration that goes on after a restart."""

import os
from datetime import datetime
from pathlib import Path

import msgspec

from snelstart_simulator.administration import Administration, Books, BookState, Limits
from snelstart_simulator.models.company_info import CompanyInfo
from snelstart_simulator.switches import Switches
from snelstart_simulator.world import Coupling, World

_VERSION = 1


class StateFileError(Exception):
    """The file does not hold the state of a simulator of this version."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} cannot be read ({reason}); move it away to begin with fresh books")


class AdministrationState(msgspec.Struct):
    """One administration as the file holds it."""

    naam: str
    company_info: CompanyInfo
    koppelsleutels: list[str]
    username: str | None
    password: str | None
    scopes: tuple[str, ...]
    limits: Limits
    books: BookState


class WorldState(msgspec.Struct):
    """The world as the file holds it; tokens, faults and logs are not kept."""

    version: int
    administrations: list[AdministrationState]
    subscription_keys: dict[str, datetime | None]
    switches: Switches
    webhooks: dict[str, str] = {}
    couplings: dict[str, Coupling] = {}


def save(world: World, path: Path) -> None:
    """Write the world so that either the old file or the new one is there, whole."""
    state = WorldState(
        version=_VERSION,
        administrations=[
            AdministrationState(
                naam=one.naam,
                company_info=one.company_info,
                koppelsleutels=one.koppelsleutels,
                username=one.username,
                password=one.password,
                scopes=one.scopes,
                limits=one.limits,
                books=one.books.state(),
            )
            for one in world.administrations.values()
        ],
        subscription_keys=world.subscription_keys,
        switches=world.switches,
        webhooks=world.webhooks,
        couplings=world.couplings,
    )
    beside = path.with_name(f"{path.name}.new")
    with beside.open("wb") as file:
        file.write(msgspec.json.encode(state))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def load(world: World, path: Path) -> None:
    """Fill an empty world with what was saved."""
    try:
        state = msgspec.json.decode(path.read_bytes(), type=WorldState)
    except msgspec.MsgspecError as error:
        raise StateFileError(path, str(error)) from error
    if state.version != _VERSION:
        raise StateFileError(path, f"version {state.version}")
    world.subscription_keys = state.subscription_keys
    world.switches = state.switches
    world.webhooks = state.webhooks
    world.couplings = state.couplings
    for saved in state.administrations:
        own = Administration(
            saved.naam,
            saved.company_info,
            books=Books(saved.books),
            koppelsleutels=saved.koppelsleutels,
            limits=saved.limits,
        )
        own.username, own.password, own.scopes = saved.username, saved.password, saved.scopes
        world.administrations[own.naam] = own
