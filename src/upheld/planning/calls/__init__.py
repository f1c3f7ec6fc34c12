"""Calls: how long people wait, how many give up, and how many officers a standard of answering needs.

`erlang` has the two queues: Erlang C, where nobody gives up, and Erlang A, where people do. `patience` reads
from published figures how long people are ready to wait. `redials` follows those who ring again, `staffing`
asks for the fewest officers, and `day` does so for the intervals of a day. Formulas, sources and limits:
docs/reference/capacity.md.
"""

from upheld.planning.calls.day import (
    DayFollowed,
    Interval,
    IntervalFollowed,
    IntervalPlan,
    follow_day,
    staff_day,
)
from upheld.planning.calls.erlang import Demand, Service, erlang_a, erlang_c
from upheld.planning.calls.patience import Fitted, fit_service, patience_from_all
from upheld.planning.calls.redials import Redialled, first_calls, with_redials
from upheld.planning.calls.staffing import NOT_KNOWN, Needed, on_the_rota, people_needed

__all__ = [
    "NOT_KNOWN",
    "DayFollowed",
    "Demand",
    "Fitted",
    "Interval",
    "IntervalFollowed",
    "IntervalPlan",
    "Needed",
    "Redialled",
    "Service",
    "erlang_a",
    "erlang_c",
    "first_calls",
    "fit_service",
    "follow_day",
    "on_the_rota",
    "patience_from_all",
    "people_needed",
    "staff_day",
    "with_redials",
]
