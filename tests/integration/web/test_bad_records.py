from tests.integration.web.conftest import RealDoor
from tests.unit.web.bad_postings import BAD_POSTINGS, BAD_PROJECTS
from tests.unit.web.bad_records import BAD_RECORDS
from tests.unit.web.door import relation_body


def test_no_bad_record_is_stored_and_every_good_neighbour_is(door: RealDoor) -> None:
    good = []
    for number, bad in enumerate([*BAD_RECORDS, *BAD_PROJECTS, *BAD_POSTINGS]):
        answer = door.put(bad.kind, f"X{number}", bad.body)
        assert answer.status_code == 422, (bad.name, answer.text)
        found = {(error["code"], error["field"]) for error in answer.json()["errors"]}
        assert (bad.code, bad.field) in found, bad.name
        if number % 20 == 0:
            good.append(f"R{number:03}")
            assert door.put("relations", good[-1], relation_body()).status_code == 202

    assert door.stored() == good
