"""Deciding whether two records are about one person: what each answer does, and that it is kept."""

from functools import partial

import pytest

from tests.builders.casework import agency
from tests.builders.doubtful_pairs import JOAN_AGAIN, held, move_in, pair_of, two_joans
from upheld.domains.access.commands import declare_conflict, restrict_record
from upheld.domains.people import commands, queries
from upheld.domains.people.models import Client, DoubtfulPair, PairStep

pytestmark = pytest.mark.django_db

WHY = "She signs both the same way, and told us of her old address."


@pytest.fixture
def office():
    return agency()


@pytest.fixture
def ann(office):
    return office.officer()


@pytest.fixture
def joans(office):
    return two_joans(office.office_id, office.at)


@pytest.fixture
def pair(joans, office):
    return pair_of(*joans, at=office.at)


@pytest.fixture
def says(pair, ann, office):
    """Ann says something about the pair: says("same")."""
    told = {"pair_id": pair, "because": WHY, "needs_another": False, "by": ann, "at": office.at}
    return lambda answer, **more: commands.decide_pair(answer=answer, **(told | more))


@pytest.fixture
def look(pair, office, ann):
    """The pair as Ann sees it."""
    return lambda: queries.get_pair(pair, viewer=office.viewer(ann), on=office.at.date())


class TestAnAnswer:
    @pytest.mark.parametrize(
        ("answer", "state"), [("same", "same"), ("different", "different"), ("ask", "asked")]
    )
    def test_moves_the_pair(self, says, look, answer, state):
        assert says(answer) == state
        assert look().row.state == state

    def test_is_kept_with_who_said_it_and_why(self, says, look, ann, office):
        says("different")
        [step] = look().steps
        assert (step.said, step.because, step.by, step.at) == ("different", WHY, ann, office.at)

    def test_needs_a_reason(self, says):
        with pytest.raises(queries.PairNeedsAReason):
            says("same", because="  ")

    def test_is_given_once(self, says):
        says("different")
        with pytest.raises(queries.PairIsDecided):
            says("same")


class TestWhenASecondPersonMustConfirm:
    def test_same_is_only_proposed(self, says, look):
        assert says("same", needs_another=True) == "proposed"
        assert look().row.is_open

    def test_whoever_proposed_it_cannot_confirm_it(self, says):
        says("same", needs_another=True)
        with pytest.raises(queries.AnotherPersonConfirms):
            says("same", needs_another=True)

    def test_somebody_else_can(self, says, look, office):
        says("same", needs_another=True)
        ben = office.officer()
        assert says("same", needs_another=True, by=ben) == "same"
        assert look().row.confirmed_by == ben

    def test_somebody_else_can_disagree(self, says, look, office):
        says("same", needs_another=True)
        assert says("different", by=office.officer()) == "different"
        assert [step.said for step in look().steps] == ["same", "different"]


class TestAskingTheClient:
    def test_takes_the_pair_out_of_what_waits_for_an_officer(self, says, office, ann):
        says("ask")
        assert queries.count_pairs_waiting(viewer=office.viewer(ann)) == 0

    def test_brings_it_back_with_the_answer(self, says, look, pair, ann, office):
        says("ask")
        told = "She never lived at 7 Ropewalk."
        commands.bring_back_answer(pair_id=pair, answer=told, by=ann, at=office.later(days=2))
        assert look().row.state == "waiting"
        assert look().steps[-1].because == told
        assert queries.count_pairs_waiting(viewer=office.viewer(ann)) == 1

    def test_there_is_no_answer_to_a_question_that_nobody_asked(self, pair, ann, office):
        with pytest.raises(queries.PairIsNotAsked):
            commands.bring_back_answer(pair_id=pair, answer="Yes.", by=ann, at=office.at)


class TestTakingBackThatTheyAreTwo:
    def test_lets_the_pair_wait_again_and_keeps_both_reasons(self, says, look, pair, ann, office):
        says("different")
        commands.undo_different(pair_id=pair, because="I read the wrong file.", by=ann, at=office.at)
        assert look().row.state == "waiting"
        assert [step.because for step in look().steps] == [WHY, "I read the wrong file."]

    def test_is_for_what_was_found_different_only(self, says, pair, ann, office):
        says("same")
        with pytest.raises(queries.PairIsNotDecided):
            commands.undo_different(pair_id=pair, because=WHY, by=ann, at=office.at)


class TestAPairOfWhichOneSideIsHidden:
    """Both clients must be in sight: otherwise there is no pair, in a list, in a count or by its id."""

    @pytest.fixture
    def sees_nothing(self, pair, ann, office):
        viewer = office.viewer(ann)
        on = office.at.date()

        def check():
            viewer = office.viewer(ann)
            assert queries.list_pairs(viewer=viewer, on=on) == []
            assert queries.count_pairs(viewer=viewer) == []
            assert queries.count_pairs_waiting(viewer=viewer) == 0
            with pytest.raises(queries.NoSuchPair):
                queries.get_pair(pair, viewer=viewer, on=on)

        assert queries.count_pairs_waiting(viewer=viewer) == 1
        return check

    def test_does_not_exist_for_whoever_knows_one_of_them(self, sees_nothing, joans, ann, office):
        declare_conflict(client_id=joans[1].client_id, by=ann, at=office.at)
        sees_nothing()

    def test_does_not_exist_when_one_is_restricted(self, sees_nothing, joans, office):
        said = {"level": "domestic_abuse", "reason": "Someone might use the record to find her at home."}
        restrict_record(
            client_id=joans[0].client_id, offices=[office.office_id], **said, by=office.leader(), at=office.at
        )
        sees_nothing()

    def test_cannot_be_decided_from_another_office(self, says):
        other = agency()
        with pytest.raises(queries.NoSuchPair):
            says("same", by=other.officer())


class TestTheOrderOfTheQueue:
    def test_is_by_harm_and_then_by_likeness(self, office, ann):
        here = {"office_id": office.office_id, "at": office.at}
        records = [held(f"PN-{n}", system="pensions", **here, given_names=f"N{n}") for n in range(4)]
        likely = pair_of(records[0], records[1], at=office.at, weight=9.0)
        likelier = pair_of(records[0], records[2], at=office.at, weight=11.0)
        grave = pair_of(records[0], records[3], at=office.at, weight=2.0)
        commands.weigh_pairs(harms={grave: 40}, by=ann, at=office.at)
        lists = partial(queries.list_pairs, viewer=office.viewer(ann), on=office.at.date())
        assert [row.id for row in lists()] == [grave, likelier, likely]
        first = lists(limit=1)[0]
        assert [row.id for row in lists(after=(first.harm, first.weight, first.id))] == [likelier, likely]

    @pytest.mark.parametrize(("chosen", "found"), [({"system": "pensions"}, 1), ({"why": "sample"}, 0)])
    def test_can_be_narrowed(self, pair, ann, office, chosen, found):
        rows = queries.list_pairs(viewer=office.viewer(ann), on=office.at.date(), **chosen)
        assert len(rows) == found


class TestDoubtingALink:
    @pytest.fixture
    def joined(self, joans, office):
        one, other = joans
        move_in(other, one, at=office.at)
        return joans

    def test_puts_both_records_of_the_client_into_the_queue(self, joined, ann, office):
        by = {"by": ann, "at": office.at}
        pair = commands.doubt_link(record_id=joined[1].id, because="The handwriting differs.", **by)
        row = queries.get_pair(pair, viewer=office.viewer(ann), on=office.at.date()).row
        assert (row.why, row.state, row.is_within_one_client) == (queries.DOUBTED, "waiting", True)
        assert row.evidence[0][:2] == ("name", "name.same")

    def test_needs_a_second_record(self, joans, ann, office):
        with pytest.raises(queries.NothingToCompare):
            commands.doubt_link(record_id=joans[0].id, because=WHY, by=ann, at=office.at)


class TestASample:
    def test_is_drawn_from_what_a_model_linked_and_only_once(self, joans, office, ann):
        one, other = joans
        move_in(other, one, at=office.at)
        assert commands.draw_sample(size=10, by=ann, at=office.at) == 1
        assert commands.draw_sample(size=10, by=ann, at=office.at) == 0
        assert DoubtfulPair.objects.get().why == queries.SAMPLE
        assert not PairStep.objects.exists()


class TestTakingOutARecord:
    @pytest.fixture
    def taken(self, office, ann):
        """The record of somebody else, which stood with Joan, and their new client."""
        here = {"office_id": office.office_id, "at": office.at}
        one = held("PN-1", system="pensions", **here, national_insurance_number="AB123456C")
        other = held("DB-1", system="disability", **here, **(JOAN_AGAIN | {"family_name": "Hardcastle"}))
        assert one.client_id != other.client_id
        move_in(other, one, at=office.at)
        by = {"by": ann, "at": office.later(days=1)}
        fresh = commands.take_out_record(record_id=other.id, because=WHY, **by)
        return one, other, fresh

    def test_makes_a_client_of_what_the_record_says(self, taken, ann, office):
        _, other, fresh = taken
        record = queries.get_client(viewer=office.viewer(ann), client_id=fresh, on=office.at.date())
        assert record.name == "Joan Hardcastle"
        assert [line.reference for line in record.source_records] == [other.reference]

    def test_keeps_the_link_that_was_and_says_why_it_ended(self, taken, ann, office):
        _one, _, fresh = taken
        held_by = queries.get_held(fresh, viewer=office.viewer(ann), on=office.at.date())
        [record] = held_by.records
        assert (record.link.maker, record.link.because) == ("officer", WHY)
        assert (record.former[0].maker, record.former[0].ended_because) == ("arrival", WHY)

    def test_takes_with_it_what_it_alone_brought(self, office, ann):
        here = {"office_id": office.office_id, "at": office.at}
        one = held("PN-1", system="pensions", **here, phone="07700 900001")
        told = {"national_insurance_number": "AB123456C", "phone": "07700 900002"}
        other = held("DB-1", system="disability", **here, **told)
        move_in(other, one, at=office.at)
        Client.objects.filter(id=one.client_id).update(national_insurance_number="AB123456C")
        commands.take_out_record(record_id=other.id, because=WHY, by=ann, at=office.at)
        left = queries.get_client(viewer=office.viewer(ann), client_id=one.client_id, on=office.at.date())
        assert left.strip.national_insurance_number == ""
        assert [line.value for line in left.phones] == ["07700 900001"]

    def test_is_refused_for_the_only_one(self, joans, ann, office):
        with pytest.raises(queries.OnlyRecordStays):
            commands.take_out_record(record_id=joans[0].id, because=WHY, by=ann, at=office.at)

    def test_is_refused_where_the_record_is_hidden(self, joans):
        other = agency()
        with pytest.raises(queries.NoSuchRecord):
            commands.take_out_record(record_id=joans[0].id, because=WHY, by=other.officer(), at=other.at)
