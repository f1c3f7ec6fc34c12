"""What the pages about one case read: bounded, however long it has lived."""

from datetime import date

import pytest

from tests.builders.casework import agency
from upheld.domains.casework import commands
from upheld.domains.casework.queries import (
    CaseIsClosed,
    NoSuchCase,
    NoSuchTask,
    NotTheOwner,
    get_case,
    get_case_heading,
    get_case_to_work,
    get_task,
    list_notes,
    list_open_tasks,
    list_room,
    list_tasks_to_do,
)
from upheld.domains.people.queries import get_client_names
from upheld.kernel.identifiers import SYSTEM, new_id

pytestmark = pytest.mark.django_db


def owned():
    """An agency, an owner and their case."""
    here = agency()
    owner = here.officer()
    return here, owner, here.case(owner=owner)


class TestALongCase:
    @pytest.fixture
    def long(self):
        here, owner, case_id = owned()
        for number in range(60):
            commands.add_task(case_id=case_id, kind="other", title=f"Step {number}", by=owner, at=here.at)
            commands.write_note(case_id=case_id, text=f"Note {number}", key=new_id(), by=owner, at=here.at)
        return here, owner, case_id

    def test_its_page_takes_eight_queries_and_says_that_there_is_more(self, long, django_assert_num_queries):
        here, owner, case_id = long
        viewer = here.viewer(owner)
        with django_assert_num_queries(8):
            case = get_case(case_id, viewer=viewer, as_of=here.at)
        assert (len(case.tasks), len(case.notes)) == (50, 20)
        assert (case.has_more_tasks, case.has_more_notes) == (True, True)

    def test_the_rest_of_its_notes_follow_without_a_gap(self, long):
        here, owner, case_id = long
        viewer = here.viewer(owner)
        shown = get_case(case_id, viewer=viewer, as_of=here.at).notes
        rest = list_notes(case_id, viewer=viewer, before=(shown[-1].written_at, shown[-1].id))
        assert len({note.id for note in [*shown, *rest]}) == 60

    def test_the_rest_of_its_tasks_follow_without_a_gap(self, long):
        here, owner, case_id = long
        first = list_open_tasks(case_id, viewer=here.viewer(owner), limit=40)
        last = first[-1]
        rest = list_open_tasks(case_id, viewer=here.viewer(owner), after=(last.due_on, last.id))
        assert len({task.id for task in [*first, *rest]}) == 61


class TestTheHeadingOfACase:
    def test_it_takes_two_queries_and_says_who_is_asked(self, django_assert_num_queries):
        here, owner, case_id = owned()
        receiver = here.officer()
        here.offered(case_id, receiver, by=owner)
        viewer = here.viewer(owner)
        with django_assert_num_queries(2):
            heading = get_case_heading(case_id, viewer=viewer, as_of=here.at)
        assert (heading.offered_to, heading.may_work, heading.may_direct) == (receiver, True, False)

    def test_a_colleague_reads_it_and_may_not_work_on_it(self):
        here, _, case_id = owned()
        colleague = here.viewer(here.officer())
        assert not get_case_heading(case_id, viewer=colleague, as_of=here.at).may_work
        with pytest.raises(NotTheOwner):
            get_case_to_work(case_id, viewer=colleague, as_of=here.at)

    def test_nobody_works_on_a_closed_case(self):
        here, owner, case_id = owned()
        commands.close_case(case_id=case_id, outcome="Paid.", by=owner, at=here.at)
        with pytest.raises(CaseIsClosed):
            get_case_to_work(case_id, viewer=here.viewer(owner), as_of=here.at)

    def test_it_is_not_found_from_another_office(self):
        here, _, case_id = owned()
        stranger = agency().officer()
        with pytest.raises(NoSuchCase):
            get_case_heading(case_id, viewer=here.viewer(stranger), as_of=here.at)


class TestATask:
    def test_it_says_which_promise_doing_it_keeps(self):
        here, owner, case_id = owned()
        [task] = here.see(case_id).tasks
        assert get_task(task.id, viewer=here.viewer(owner)).keeps == "first_contact"

    def test_it_is_not_found_from_another_office(self):
        here, _, case_id = owned()
        [task] = here.see(case_id).tasks
        with pytest.raises(NoSuchTask):
            get_task(task.id, viewer=here.viewer(agency().officer()))


class TestACaseWhoseLeaderWasAskedForAnOwner:
    def test_asks_no_longer_when_someone_takes_it(self):
        here = agency()
        owner, case_id = here.officer(), here.case()
        commands.add_leader_task(case_id=case_id, kind="assign_owner", by=SYSTEM, at=here.at)
        commands.take_case(case_id=case_id, by=owner, at=here.at)
        case = here.see(case_id)
        assert [task.kind for task in case.tasks] == ["first_contact"]
        assert [task.kind for task in case.done_tasks] == ["assign_owner"]

    def test_is_never_without_a_task_for_it(self):
        here = agency()
        owner, case_id = here.officer(), here.case()
        [first] = here.see(case_id).tasks
        commands.add_leader_task(case_id=case_id, kind="assign_owner", by=SYSTEM, at=here.at)
        commands.complete_task(task_id=first.id, by=SYSTEM, at=here.at)
        commands.take_case(case_id=case_id, by=owner, at=here.at)
        assert [task.kind for task in here.see(case_id).tasks] == ["decide_next_step"]


class TestACaseThatWaits:
    def test_asks_its_owner_for_nothing_but_to_look_again(self):
        here, owner, case_id = owned()
        later = date(2026, 3, 20)
        commands.hold_case(case_id=case_id, reason="hospital", ends_on=later, by=owner, at=here.at)
        to_do = list_tasks_to_do(viewer=here.viewer(owner), until=later)
        assert [task.kind for task in to_do] == ["end_hold"]

    def test_asks_for_everything_again_when_it_goes_on(self):
        here, owner, case_id = owned()
        later = date(2026, 3, 20)
        commands.hold_case(case_id=case_id, reason="hospital", ends_on=later, by=owner, at=here.at)
        commands.end_hold(case_id=case_id, by=owner, at=here.at)
        to_do = list_tasks_to_do(viewer=here.viewer(owner), until=later)
        assert "first_contact" in {task.kind for task in to_do}


class TestReasonsAreKeptOnTheCase:
    def test_of_giving_it_back(self):
        here, owner, case_id = owned()
        commands.give_case_back(case_id=case_id, reason="I know the client.", by=owner, at=here.at)
        assert [note.text for note in here.see(case_id).notes] == [
            "The case was given back. I know the client."
        ]

    def test_of_putting_a_task_off(self):
        here, owner, case_id = owned()
        [task] = here.see(case_id).tasks
        later = task.due_on.replace(day=20)
        commands.postpone_task(task_id=task.id, due_on=later, reason="No answer yet.", by=owner, at=here.at)
        [note] = here.see(case_id).notes
        assert note.text.endswith("to 20 March 2026. No answer yet.")


class TestColleagues:
    def test_an_officer_sees_how_much_room_they_have_and_no_more(self):
        here, owner, _ = owned()
        colleague = here.officer()
        room = list_room({owner: 37, colleague: 18.5}, viewer=here.viewer(colleague), on=here.at.date())
        assert room == {owner: 117, colleague: 60}

    def test_the_new_owner_from_another_office_sees_the_client(self):
        here, owner, case_id = owned()
        receiver = agency().officer()
        here.offered(case_id, receiver, by=owner)
        client_id = here.see(case_id).row.client_id
        assert get_client_names(viewer=here.viewer(receiver), client_ids=[client_id]) == {}
        commands.accept_case(case_id=case_id, by=receiver, at=here.at)
        assert len(get_client_names(viewer=here.viewer(receiver), client_ids=[client_id])) == 1
