"""Notes and words about a case: nothing that was typed is lost."""

import pytest

from tests.builders.casework import agency
from upheld.domains.casework import commands
from upheld.domains.casework.commands.notes import NoteIsEmpty
from upheld.domains.casework.queries import CaseChangedMeanwhile
from upheld.kernel.identifiers import new_id

pytestmark = pytest.mark.django_db


def owned():
    """An agency, an owner and their case."""
    here = agency()
    owner = here.officer()
    return here, owner, here.case(owner=owner)


class TestANote:
    def test_anyone_who_sees_the_case_may_write_one(self):
        here, _, case_id = owned()
        colleague = here.officer()
        commands.write_note(case_id=case_id, text="Rang the client.", key=new_id(), by=colleague, at=here.at)
        [note] = here.see(case_id).notes
        assert note.text == "Rang the client."

    def test_sending_the_same_form_twice_keeps_one(self):
        here, owner, case_id = owned()
        key = new_id()
        first = commands.write_note(case_id=case_id, text="Once.", key=key, by=owner, at=here.at)
        second = commands.write_note(case_id=case_id, text="Once.", key=key, by=owner, at=here.at)
        assert first == second
        assert len(here.see(case_id).notes) == 1

    def test_an_empty_one_is_refused(self):
        here, owner, case_id = owned()
        with pytest.raises(NoteIsEmpty):
            commands.write_note(case_id=case_id, text=" \n ", key=new_id(), by=owner, at=here.at)


class TestADraft:
    def test_it_is_kept_for_its_writer_alone(self):
        here, owner, case_id = owned()
        commands.save_draft(case_id=case_id, text="Half a sen", by=owner, at=here.at)
        assert here.see(case_id, by=owner).draft == "Half a sen"
        assert here.see(case_id, by=here.officer()).draft == ""

    def test_it_goes_when_the_note_is_written(self):
        here, owner, case_id = owned()
        commands.save_draft(case_id=case_id, text="Half a sen", by=owner, at=here.at)
        commands.write_note(case_id=case_id, text="A sentence.", key=new_id(), by=owner, at=here.at)
        assert here.see(case_id, by=owner).draft == ""


class TestTheTwoEditors:
    """The named scenario:

    two people edit the same field. A stale edit is refused, and shows both versions.
    """

    def test_the_second_is_refused_and_nothing_typed_is_lost(self):
        here, owner, case_id = owned()
        leader = here.leader()
        version = here.see(case_id).version
        commands.describe_case(case_id=case_id, summary="Mine.", version=version, by=owner, at=here.at)
        with pytest.raises(CaseChangedMeanwhile) as stale:
            commands.describe_case(case_id=case_id, summary="Theirs.", version=version, by=leader, at=here.at)
        assert (stale.value.theirs, stale.value.mine) == ("Mine.", "Theirs.")
        assert here.see(case_id).summary == "Mine."

    def test_with_both_versions_in_sight_it_can_be_sent_again(self):
        here, owner, case_id = owned()
        version = here.see(case_id).version
        commands.describe_case(case_id=case_id, summary="Mine.", version=version, by=owner, at=here.at)
        commands.describe_case(case_id=case_id, summary="Both.", version=version + 1, by=owner, at=here.at)
        assert here.see(case_id).summary == "Both."
