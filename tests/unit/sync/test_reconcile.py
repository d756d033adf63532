from snelkoppeling.sync.reconcile import Keep, Update, differing_fields, reconcile


def test_books_that_hold_what_the_crm_wants_are_kept() -> None:
    assert reconcile({"name": "A"}, {"name": "A", "phone": "1"}, None) == Keep()


def test_a_field_that_the_crm_changed_is_written() -> None:
    change = reconcile({"name": "B"}, {"name": "A"}, {"name": "A"})

    assert change == Update(fields=frozenset({"name"}), overwritten=frozenset())


def test_a_field_that_was_edited_on_both_sides_is_written_and_counts_as_overwritten() -> None:
    change = reconcile({"name": "B"}, {"name": "C"}, {"name": "A"})

    assert change == Update(fields=frozenset({"name"}), overwritten=frozenset({"name"}))


def test_the_same_new_value_on_both_sides_is_agreement() -> None:
    assert reconcile({"name": "B"}, {"name": "B"}, {"name": "A"}) == Keep()


def test_a_field_that_only_the_books_have_is_left_alone() -> None:
    change = reconcile({"name": "B"}, {"name": "A", "phone": "1"}, {"name": "A"})

    assert change == Update(fields=frozenset({"name"}), overwritten=frozenset())


def test_all_that_differs_from_a_twin_never_agreed_on_is_overwritten() -> None:
    change = reconcile({"name": "B", "email": "b"}, {"name": "A", "email": "b"}, None)

    assert change == Update(fields=frozenset({"name"}), overwritten=frozenset({"name"}))


def test_empty_text_and_nothing_are_the_same() -> None:
    assert differing_fields({"phone": "", "email": None}, {"email": ""}) == frozenset()


def test_zero_and_no_are_values_of_their_own() -> None:
    assert differing_fields({"days": 0, "is_active": False}, {}) == {"days", "is_active"}
