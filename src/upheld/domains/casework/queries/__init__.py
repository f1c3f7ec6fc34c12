"""Reads of casework: frozen read models, scoped to who looks."""

from collections.abc import Callable
from typing import Any

from upheld.domains.casework.queries.cases import get_case
from upheld.domains.casework.queries.deeds import (
    get_case_heading,
    get_case_to_offer,
    get_case_to_work,
    get_task,
    list_notes,
    list_open_tasks,
)
from upheld.domains.casework.queries.due import count_due_records, has_a_case
from upheld.domains.casework.queries.finding import find_cases_by_reference, list_open_cases_of_clients
from upheld.domains.casework.queries.lists import (
    count_unowned,
    list_cases_of_client,
    list_cases_owned,
    list_cases_without_movement,
    list_leader_tasks,
    list_offers_from,
    list_offers_to,
    list_tasks_to_do,
    list_unowned,
)
from upheld.domains.casework.queries.loads import list_loads, list_room
from upheld.domains.casework.queries.logs import get_log, list_held_histories, list_log_workers, list_logs
from upheld.domains.casework.queries.measuring import (
    Decisions,
    count_decisions,
    iterate_decision_facts,
    iterate_traces,
)
from upheld.domains.casework.queries.moving import CameLater, list_cases_came_later
from upheld.domains.casework.queries.own import OwnCase, find_client_of_case, list_own_cases
from upheld.domains.casework.queries.reaching import (
    HeldCase,
    OutOfReachRow,
    list_cases_out_of_reach,
    list_held_cases,
)
from upheld.domains.casework.queries.records import (
    CaseHeading,
    CaseRecord,
    CaseRow,
    DecisionCount,
    DecisionFact,
    Entry,
    HandoverRow,
    HeldHistory,
    HoldRow,
    Hop,
    Load,
    LogRow,
    Move,
    NoteRow,
    OfferRow,
    TaskRow,
    Trace,
    TraceStep,
    UnownedCount,
)
from upheld.domains.casework.queries.timeline import list_entries_of_client
from upheld.domains.casework.rules import (
    KEEPS,
    CaseChangedMeanwhile,
    CaseIsClosed,
    NoSuchCase,
    NoSuchLog,
    NoSuchTask,
    NotTheOwner,
    Stage,
    Unowned,
)

__all__ = [
    "KEEPS",
    "CameLater",
    "CaseChangedMeanwhile",
    "CaseHeading",
    "CaseIsClosed",
    "CaseRecord",
    "CaseRow",
    "DecisionCount",
    "DecisionFact",
    "Decisions",
    "Entry",
    "HandoverRow",
    "HeldCase",
    "HeldHistory",
    "HoldRow",
    "Hop",
    "Load",
    "LogRow",
    "Move",
    "NoSuchCase",
    "NoSuchLog",
    "NoSuchTask",
    "NotTheOwner",
    "NoteRow",
    "OfferRow",
    "OutOfReachRow",
    "OwnCase",
    "Stage",
    "TaskRow",
    "Trace",
    "TraceStep",
    "Unowned",
    "UnownedCount",
    "count_decisions",
    "count_due_records",
    "count_unowned",
    "find_cases_by_reference",
    "find_client_of_case",
    "get_case",
    "get_case_heading",
    "get_case_to_offer",
    "get_case_to_work",
    "get_log",
    "get_task",
    "has_a_case",
    "iterate_decision_facts",
    "iterate_traces",
    "list_cases_came_later",
    "list_cases_of_client",
    "list_cases_out_of_reach",
    "list_cases_owned",
    "list_cases_without_movement",
    "list_entries_of_client",
    "list_held_cases",
    "list_held_histories",
    "list_leader_tasks",
    "list_loads",
    "list_log_workers",
    "list_logs",
    "list_notes",
    "list_offers_from",
    "list_offers_to",
    "list_open_cases_of_clients",
    "list_open_tasks",
    "list_own_cases",
    "list_room",
    "list_tasks_to_do",
    "list_unowned",
]

FACTS_FOR_RULES: tuple[Callable[..., Any], ...] = (has_a_case, list_held_cases)
"""Reads without a viewer: whom a case still needs, and which cases have an owner who may not see them."""
