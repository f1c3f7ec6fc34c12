"""What was said about a doubtful pair, one row for each time; nothing is written over."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from upheld.domains.people.models.links import DoubtfulPair

STEPS = ("same", "different", "ask", "answered", "undone", "doubted")


class PairStep(models.Model):
    """Somebody said something about a pair: what, why, when, and in which state it was then.

    `said` is an answer ("same", "different", "ask"), "answered" (what the client told us), "undone" (an
    answer was taken back) or "doubted" (how the pair came about).
    """

    pair = models.ForeignKey(DoubtfulPair, on_delete=models.CASCADE, related_name="steps")
    said = models.TextField()
    state = models.TextField()
    because = models.TextField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "people_pair_step"
        constraints = (models.CheckConstraint(condition=Q(said__in=STEPS), name="people_pair_step_said"),)
