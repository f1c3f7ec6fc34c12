"""The second door: every command about somebody's case or record, and how it is tried on what is hidden."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.builders.random_agency import PIP, REASON
from tests.oracle.doors.door import Here
from upheld.domains.casework.queries import Stage
from upheld.domains.people.queries import Needs
from upheld.kernel.identifiers import new_id

Tried = Callable[[Here], dict[str, Any]]

_SOON = timedelta(days=9)

ON_CASES: dict[str, Tried] = {
    "accept_case": lambda here: {},
    "add_task": lambda here: {"kind": "chase_information"},
    "close_case": lambda here: {"outcome": "Awarded."},
    "decline_case": lambda here: {"reason": "No room."},
    "describe_case": lambda here: {"summary": "All is well.", "version": 1},
    "end_hold": lambda here: {},
    "give_case_back": lambda here: {"reason": "I know them."},
    "hold_case": lambda here: {"reason": "hospital", "ends_on": here.on + _SOON},
    "move_case": lambda here: {"to_stage": Stage.GATHERING},
    "offer_case": lambda here: {"to": here.made.people[0], "note": "Ring them on Friday."},
    "promise_client": lambda here: {"kind": "call_back"},
    "save_draft": lambda here: {"text": "Half of a thought"},
    "take_case": lambda here: {},
    "withdraw_offer": lambda here: {"reason": "I asked the wrong person."},
    "write_note": lambda here: {"text": "They rang.", "key": new_id()},
}

ON_TASKS: dict[str, Tried] = {
    "complete_task": lambda here: {},
    "postpone_task": lambda here: {"due_on": here.on + _SOON, "reason": "They are away."},
}

ON_PROMISES: dict[str, Tried] = {"keep_promise": lambda here: {}}

ON_CLIENTS: dict[str, Tried] = {
    "open_case": lambda here: {"benefit": PIP, "team_id": next(iter(here.made.teams))},
    "add_address": lambda here: {"lines": ["1 High Street"]},
    "add_contact_point": lambda here: {"way": "phone", "value": "0100"},
    "add_other_name": lambda here: {"family_name": "Other", "given_names": "Robin"},
    "add_representative": lambda here: {"name": "Somebody Else"},
    "change_needs": lambda here: {"needs": Needs(note="Speak slowly"), "version": 1},
    "correct_name": lambda here: {"family_name": "Other", "given_names": "Robin"},
    "end_representative": lambda here: {"representative_id": new_id(), "ends_on": here.on},
    "lift_hold": lambda here: {"reason": "The court has read it."},
    "place_hold": lambda here: {"reason": "A court wants it."},
}

ON_ROWS: dict[str, Tried] = {
    "correct_quarantined_row": lambda here: {"values": {}},
    "dismiss_quarantined_row": lambda here: {"reason": "Not a person."},
    "retry_quarantined_row": lambda here: {"offices": {}},
}

ON_PAIRS: dict[str, Tried] = {
    "decide_pair": lambda here: {"answer": "different", "because": REASON, "needs_another": False},
    "bring_back_answer": lambda here: {"answer": "They said that it is them."},
    "undo_different": lambda here: {"because": REASON},
}

ON_RECORDS: dict[str, Tried] = {
    "doubt_link": lambda here: {"because": REASON},
    "take_out_record": lambda here: {"because": REASON},
}

ON_WHAT_ONE_MAY_NOT_KNOW: dict[str, Tried] = {"lift_restriction": lambda here: {"because": REASON}}

ON_CHALLENGES: dict[str, Tried] = {
    "review_challenge": lambda here: {"is_justified": True, "review": REASON},
}

ON_CONFLICTS: dict[str, Tried] = {"end_conflict": lambda here: {"because": REASON}}

BEHIND_A_JOURNEY = {
    "open_by_challenge": "Journeys ask for it by number and find the client: ask_to_open.",
    "restrict_record": "Journeys ask people whether the client is in sight: restrict_client.",
    "declare_conflict": "Journeys ask people whether the client is in sight: close_to_oneself.",
    "forget_clients": "Done by the clock, when clients are erased.",
    "erase_promises_of_clients": "Done by the clock, when clients are erased.",
    "erase_words_of_promises": "Done by the clock, when what was said is erased.",
    "release_promises": "Done by the clock, when cases are erased.",
    "add_leader_task": "A reaction or the clock asks a leader.",
    "release_cases_closed_to_owner": "A reaction, when a record is closed to its owner.",
    "keep_promises_of_case": "Part of moving a case, which is tried.",
    "keep_promises_of_task": "Part of doing a task, which is tried.",
    "withdraw_promises": "Part of closing a case, which is tried.",
    "pass_promises_on": "Part of accepting a case, which is tried.",
    "make_promise": "Part of opening a case and of promising, which are tried.",
    "serve_client_at": "Part of opening and accepting a case, which are tried.",
    "merge_records": "Part of joining two clients, which is tried beside the others.",
    "part_promises": "Part of parting two clients, which is tried beside the others.",
    "ask_owners_to_read": "A reaction, when clients were joined or parted.",
    "grant_role": "An administrator names a client without seeing them: hidden or missing, it is the same.",
}
"""Those that no page calls: who may do it was checked before, or nobody does it by hand."""


def hidden_cases(here: Here, who: UUID) -> list[Any]:
    """The cases that somebody may not read."""
    return [one.id for one in here.facts.cases.values() if not here.oracle.reads_case(who, one)]


def hidden_tasks(here: Here, who: UUID) -> list[Any]:
    """The tasks of cases that somebody does not see."""
    seen = here.oracle.sees_matter
    return [one.id for one in here.facts.tasks if not seen(who, here.facts.cases[one.case])]


def hidden_promises(here: Here, who: UUID) -> list[Any]:
    """The promises that somebody does not see."""
    return [one.id for one in here.facts.promises if not here.oracle.sees_matter(who, one)]


def hidden_clients(here: Here, who: UUID) -> list[Any]:
    """The clients whom somebody does not see."""
    return [one for one in here.facts.clients if not here.oracle.sees_client(who, one)]


def unknown_clients(here: Here, who: UUID) -> list[Any]:
    """The clients of whom somebody may not know."""
    return [one for one in here.facts.clients if not here.oracle.may_know_of(who, one)]


def hidden_rows(here: Here, who: UUID) -> list[Any]:
    """The rows that somebody does not see."""
    return [one.id for one in here.facts.rows if not here.oracle.sees_row(who, one.office)]


def hidden_pairs(here: Here, who: UUID) -> list[Any]:
    """The pairs of which somebody does not read both records."""
    return [one.id for one in here.facts.pairs if not here.oracle.reads_pair(who, one)]


def hidden_records(here: Here, who: UUID) -> list[Any]:
    """The records of systems that somebody does not read."""
    return [one.id for one in here.facts.records if not here.oracle.reads_record(who, one)]


def hidden_challenges(here: Here, who: UUID) -> list[Any]:
    """What others opened that somebody does not review."""
    others = [one for one in here.facts.challenges if one.account != who]
    return [one.id for one in others if not here.oracle.reviews(who, one)]


def hidden_conflicts(here: Here, who: UUID) -> list[Any]:
    """The conflicts of others that somebody does not see."""
    others = [one for one in here.facts.conflicts if one.account != who]
    return [one.id for one in others if not here.oracle.sees_conflict(who, one)]


TRIED: list[tuple[dict[str, Tried], str, Callable[[Here, UUID], list[Any]]]] = [
    (ON_CASES, "case_id", hidden_cases),
    (ON_TASKS, "task_id", hidden_tasks),
    (ON_PROMISES, "promise_id", hidden_promises),
    (ON_CLIENTS, "client_id", hidden_clients),
    (ON_WHAT_ONE_MAY_NOT_KNOW, "client_id", unknown_clients),
    (ON_ROWS, "row_id", hidden_rows),
    (ON_PAIRS, "pair_id", hidden_pairs),
    (ON_RECORDS, "record_id", hidden_records),
    (ON_CHALLENGES, "challenge_id", hidden_challenges),
    (ON_CONFLICTS, "conflict_id", hidden_conflicts),
]
"""The commands about each kind of thing, the argument that names it, and those that are hidden."""
