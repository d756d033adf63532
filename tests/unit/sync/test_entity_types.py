import pytest

from snelkoppeling.domain.identity import EntityType, ExternalId
from snelkoppeling.sync.entity_types import ENTITY_TYPES
from tests.factories import a_key, a_line, a_project, a_relation, an_attachment, an_invoice


def test_every_type_has_a_row() -> None:
    assert set(ENTITY_TYPES) == set(EntityType)


def test_what_others_need_comes_first() -> None:
    ranked = sorted(EntityType, key=lambda entity_type: ENTITY_TYPES[entity_type].rank)

    assert ranked == [EntityType.RELATION, EntityType.PROJECT, EntityType.INVOICE, EntityType.ATTACHMENT]


def test_a_relation_needs_no_other_record() -> None:
    assert ENTITY_TYPES[EntityType.RELATION].dependencies(a_key("R1"), a_relation()) == ()


def test_an_invoice_needs_its_relation_of_the_same_connection() -> None:
    key = a_key("F1", EntityType.INVOICE, connection=2)

    needed = ENTITY_TYPES[EntityType.INVOICE].dependencies(key, an_invoice(relation="R9"))

    assert needed == (a_key("R9", connection=2),)


def test_an_invoice_needs_each_project_of_its_lines_once() -> None:
    lines = (
        a_line(project=ExternalId("P2")),
        a_line(project=ExternalId("P1")),
        a_line(project=ExternalId("P2")),
    )

    needed = ENTITY_TYPES[EntityType.INVOICE].dependencies(
        a_key("F1", EntityType.INVOICE), an_invoice(lines=(*lines, a_line()))
    )

    assert needed == (a_key("R1"), a_key("P2", EntityType.PROJECT), a_key("P1", EntityType.PROJECT))


def test_a_project_needs_no_other_record() -> None:
    assert ENTITY_TYPES[EntityType.PROJECT].dependencies(a_key("P1", EntityType.PROJECT), a_project()) == ()


def test_an_attachment_needs_its_invoice() -> None:
    key = a_key("F1#factuur.pdf", EntityType.ATTACHMENT)

    needed = ENTITY_TYPES[EntityType.ATTACHMENT].dependencies(key, an_attachment("F1"))

    assert needed == (a_key("F1", EntityType.INVOICE),)


@pytest.mark.parametrize("entity_type", [EntityType.INVOICE, EntityType.ATTACHMENT])
def test_a_record_of_another_type_than_its_key_is_a_bug(entity_type: EntityType) -> None:
    with pytest.raises(TypeError, match="is no"):
        ENTITY_TYPES[entity_type].dependencies(a_key("X", entity_type), a_relation())
