"""Reviewing links: the queue of doubtful pairs, deciding them, what is held where, and how good links are."""

from upheld.journeys.reviewing_links.comparison import Comparison, Told, get_comparison
from upheld.journeys.reviewing_links.deciding import (
    Decided,
    bring_back,
    decide,
    doubt,
    take_back_different,
)
from upheld.journeys.reviewing_links.harm import weigh, weigh_found_pair, weigh_open_pairs
from upheld.journeys.reviewing_links.held_where import (
    HeldWhere,
    LinkTold,
    RecordTold,
    get_held_where,
    print_held_where,
)
from upheld.journeys.reviewing_links.quality import (
    Quality,
    Share,
    draw_links_to_review,
    get_quality,
)
from upheld.journeys.reviewing_links.queue import Queue, Waiting, count_to_decide, get_queue
from upheld.journeys.reviewing_links.trained import (
    SKILL,
    NotTrainedToLink,
    decides_pairs,
    is_trained_to_decide,
    require_training,
)
from upheld.journeys.reviewing_links.training import Deciders, list_deciders, train_to_decide
from upheld.journeys.reviewing_links.words import (
    WHY,
    Evidence,
    conflict_in_words,
    evidence_in_words,
    odds_in_words,
    strength_of,
    why_in_words,
)

__all__ = [
    "SKILL",
    "WHY",
    "Comparison",
    "Decided",
    "Deciders",
    "Evidence",
    "HeldWhere",
    "LinkTold",
    "NotTrainedToLink",
    "Quality",
    "Queue",
    "RecordTold",
    "Share",
    "Told",
    "Waiting",
    "bring_back",
    "conflict_in_words",
    "count_to_decide",
    "decide",
    "decides_pairs",
    "doubt",
    "draw_links_to_review",
    "evidence_in_words",
    "get_comparison",
    "get_held_where",
    "get_quality",
    "get_queue",
    "is_trained_to_decide",
    "list_deciders",
    "odds_in_words",
    "print_held_where",
    "require_training",
    "strength_of",
    "take_back_different",
    "train_to_decide",
    "weigh",
    "weigh_found_pair",
    "weigh_open_pairs",
    "why_in_words",
]
