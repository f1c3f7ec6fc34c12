"""Policy as data: the packs in which agencies say what they decided, typed, dated and with references.

`load_pack` and `current_pack` give a Pack, which is asked about a day; `check_pack` tells a policy officer
what is wrong with one, by file and line. It is plain Python and knows of no agency.
"""

from upheld.policy.loading import check_pack, current_pack, find_pack, list_packs, load_pack
from upheld.policy.pack import Pack
from upheld.policy.problems import PackIsFaulty, PackNotFound, Problem
from upheld.policy.retention import ERASABLE, Keep, RetentionRule
from upheld.policy.sections import (
    CANONICAL_FIELDS,
    Benefit,
    Choice,
    Format,
    HoldReason,
    PromiseKind,
    Purpose,
    Reason,
    Restriction,
    Role,
    SourceSystem,
    Stage,
    Standard,
    TaskKind,
)
from upheld.policy.values import Limit, LimitIsGiven, Section, UnknownValue, ValueNotInForce

__all__ = [
    "CANONICAL_FIELDS",
    "ERASABLE",
    "Benefit",
    "Choice",
    "Format",
    "HoldReason",
    "Keep",
    "Limit",
    "LimitIsGiven",
    "Pack",
    "PackIsFaulty",
    "PackNotFound",
    "Problem",
    "PromiseKind",
    "Purpose",
    "Reason",
    "Restriction",
    "RetentionRule",
    "Role",
    "Section",
    "SourceSystem",
    "Stage",
    "Standard",
    "TaskKind",
    "UnknownValue",
    "ValueNotInForce",
    "check_pack",
    "current_pack",
    "find_pack",
    "list_packs",
    "load_pack",
]
