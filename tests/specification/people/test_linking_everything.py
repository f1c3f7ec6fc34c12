from random import Random

import pytest

from tests.builders.casework import agency
from tests.builders.linking import ADA, BEN, TWIN, arrive, client_of, decide, grouped, pairs, said
from tests.builders.people import AT, receive
from upheld.domains.access.queries import the_service
from upheld.domains.casework.commands import open_case
from upheld.domains.people.commands import serve_client_at
from upheld.domains.people.models import Client, LinkKey
from upheld.domains.people.queries import iterate_held_identities
from upheld.insight.linkage.engine import link_records
from upheld.journeys.linking.everything import LinkingProgress, link_everything
from upheld.journeys.linking.linker import person_of
from upheld.kernel.identifiers import SYSTEM
from upheld.kernel.models import EventRow

pytestmark = pytest.mark.django_db

NOT_SURE = {**ADA, "national_insurance_number": None, "born_on": BEN["born_on"], "phone": "", "email": ""}
NO_NUMBER = {**ADA, "national_insurance_number": None}


def run() -> LinkingProgress:
    """Link everything that is held."""
    *_, last = link_everything(engine=link_records, by=SYSTEM, at=AT, batch=2)
    return last


class TestWhenRecordsCameBeforeThereWasAModel:
    """They were linked by number and date of birth alone, and have no keys."""

    @pytest.fixture(autouse=True)
    def _held_since_before(self):
        receive(said("D-1", ADA), said("D-2", BEN))
        receive(said("P-1", NO_NUMBER), said("P-2", NOT_SURE), system="pensions")

    def test_they_get_their_keys(self):
        assert (run().keyed, LinkKey.objects.values("record").distinct().count()) == (4, 4)
        assert arrive(said("C-1", ADA), system="carers-and-families").linked == 1

    def test_clients_without_open_work_who_are_one_person_are_joined(self):
        assert run().joined == 1
        assert grouped() == {frozenset({"D-1", "P-1"}), frozenset({"D-2"}), frozenset({"P-2"})}

    def test_what_is_doubtful_waits(self):
        assert run().queued == 1
        [(both, _, state)] = pairs()
        assert (state, "P-2" in both) == ("waiting", True)

    def test_a_second_run_changes_nothing(self):
        run()
        before = (EventRow.objects.count(), grouped(), pairs())
        again = run()
        assert (again.keyed, again.joined, again.queued) == (0, 0, 0)
        assert (EventRow.objects.count(), grouped(), pairs()) == before

    def test_a_run_that_was_stopped_is_begun_again(self):
        stopped = link_everything(engine=link_records, by=SYSTEM, at=AT, batch=1)
        for so_far in stopped:
            if so_far.step == "queueing":
                break
        stopped.close()
        run()
        assert (Client.objects.filter(merged_into=None).count(), len(pairs())) == (3, 1)


class TestWhenSomebodyWorksForOneOfThem:
    def test_a_person_decides(self):
        house = agency()
        receive(said("D-1", ADA))
        receive(said("P-1", NO_NUMBER), system="pensions")
        serve_client_at(client_id=client_of("D-1"), office_id=house.office_id, by=SYSTEM, at=AT)
        open_case(
            client_id=client_of("D-1"),
            benefit="personal-independence-payment",
            team_id=house.team_id,
            by=SYSTEM,
            at=AT,
        )
        assert (run().joined, len(grouped())) == (0, 2)
        assert pairs() == {(frozenset({"D-1", "P-1"}), "batch_would_join", "waiting")}


class TestWhatAPersonDecided:
    def test_different_binds_a_run_too(self):
        receive(said("D-1", ADA))
        receive(said("P-1", NO_NUMBER), system="pensions")
        decide("D-1", "P-1", "different")
        last = run()
        assert (last.joined, last.queued, len(grouped())) == (0, 0, 2)


class TestWhenNothingIsHeld:
    def test_a_run_ends_at_once(self):
        assert (run().step, run().records) == ("done", 0)


class TestWhatArrivesAndWhatARunSees:
    def test_both_decide_alike(self):
        """People with slips, twins, and records without numbers: arriving one by one, or all at once."""
        rows = population(60)
        for system, reference, person in rows:
            arrive(said(reference, person), system=system)
        last = run()
        assert (last.joins, last.queued) == (0, 0)
        assert grouped() == link_records_of_held()


def link_records_of_held() -> set[frozenset[str]]:
    """The references that the engine brings together, of everything that is held."""
    held = list(iterate_held_identities(viewer=the_service()))
    reference = {str(one.record_id): one.reference for one in held}
    found: dict[str, set[str]] = {}
    for row in link_records([person_of(one) for one in held]).clusters.to_pylist():
        found.setdefault(row["cluster"], set()).add(reference[row["record_id"]])
    return {frozenset(some) for some in found.values()}


def population(size: int) -> list[tuple[str, str, dict[str, object]]]:
    """(system, reference, person) of records about so many people, each held by up to three systems."""
    chance = Random(7)
    rows: list[tuple[str, str, dict[str, object]]] = []
    person: dict[str, object] = {}
    for n in range(size):
        person = twin_of(person) if n % 9 == 1 else somebody(n, chance)
        for system in ("disability", "pensions", "carers-and-families"):
            if chance.random() < 0.7:
                rows.append((system, f"{system[0].upper()}-{n}", slipped(person, chance)))
    chance.shuffle(rows)
    return rows


def somebody(n: int, chance: Random) -> dict[str, object]:
    """One of many people."""
    family = "".join(chance.choice(("ba", "do", "fi", "gu", "ka", "le", "mo", "ni")) for _ in range(4))
    given = "".join(chance.choice(("an", "el", "io", "ru", "sa", "ty")) for _ in range(3))
    born = BEN["born_on"].replace(year=1930 + n, month=1 + n % 12, day=2 + n % 26)
    number = f"AB{n:02}{chance.randrange(10_000):04}C"
    place = {"postcode": f"TR{n} {n % 10}AB", "address_lines": (f"{n} Mill Lane",)}
    return {
        "family_name": family.title(), "given_names": given.title(), "born_on": born,
        "national_insurance_number": number, **place,
    }  # fmt: skip


def twin_of(person: dict[str, object]) -> dict[str, object]:
    """Born on the same day and living at the same address, with a name and a number of their own."""
    return {**person, "given_names": TWIN["given_names"], "national_insurance_number": "JT998877A"}


def slipped(person: dict[str, object], chance: Random) -> dict[str, object]:
    """The person as one system holds them: without a number, with a slip, or moved."""
    other = dict(person)
    if chance.random() < 0.3:
        other["national_insurance_number"] = None
    if chance.random() < 0.2:
        family = str(other["family_name"])
        other["family_name"] = family[:3] + family[4:]
    if chance.random() < 0.2:
        other |= {"postcode": f"EX{chance.randrange(9)} 3QQ", "address_lines": ("1 New Road",)}
    return other
