"""Promises, and the append-only record of what became of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from upheld.domains.charter.rules import STANDING, PromiseIsDueBeforeItIsMade, PromiseState
from upheld.kernel.commands import constraint_means
from upheld.kernel.identifiers import new_id

_OPEN = Q(state=PromiseState.OPEN.value)
_BROKEN = Q(state=PromiseState.BROKEN.value)
_STANDING = Q(state__in=[state.value for state in STANDING])


class Promise(models.Model):
    """Words said to a client about what will be done by when. `owner_id` is who is to keep it now.

    `broken_at` is when it was found broken, and stays when it is kept late or withdrawn afterwards: what an
    overdue promise becomes, the database lets it become only with `broken_at`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.TextField()
    words = models.TextField()
    client_id = models.UUIDField()
    case_id = models.UUIDField(null=True)
    task_id = models.UUIDField(null=True)
    benefit = models.TextField(blank=True, default="")
    office_id = models.UUIDField()
    team_id = models.UUIDField(null=True)
    owner_id = models.UUIDField(null=True)
    standard = models.TextField()
    pack_version = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    due_at = models.DateTimeField()
    state = models.TextField(default=PromiseState.OPEN.value)
    kept_at = models.DateTimeField(null=True)
    broken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, default="")

    class Meta:
        db_table = "charter_promise"
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in PromiseState]),
                name="charter_promise_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("made_at")), name="charter_promise_due_after_made"
            ),
            models.CheckConstraint(
                condition=~_OPEN | Q(kept_at=None, broken_at=None, ended_at=None), name="charter_promise_open"
            ),
            models.CheckConstraint(
                condition=~Q(state="kept")
                | Q(kept_at__isnull=False, kept_at__lte=F("due_at"), broken_at=None, ended_at=F("kept_at")),
                name="charter_promise_kept_in_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="kept_late")
                | Q(
                    kept_at__gt=F("due_at"),
                    broken_at__isnull=False,
                    kept_at__isnull=False,
                    ended_at=F("kept_at"),
                ),
                name="charter_promise_kept_late",
            ),
            models.CheckConstraint(
                condition=~Q(state="broken") | Q(broken_at__isnull=False, kept_at=None, ended_at=None),
                name="charter_promise_broken",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn")
                | (
                    Q(ended_at__isnull=False, kept_at=None)
                    & ~Q(reason="")
                    & (Q(broken_at__isnull=False) | Q(ended_at__lte=F("due_at")))
                ),
                name="charter_promise_withdrawn_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(broken_at=None) | Q(broken_at__gt=F("due_at")),
                name="charter_promise_breaks_after_due",
            ),
        )
        indexes = (
            models.Index(fields=("due_at", "id"), condition=_OPEN, name="charter_promise_open_by_due"),
            models.Index(fields=("due_at", "id"), condition=_BROKEN, name="charter_promise_broken_by_due"),
            models.Index(fields=("owner_id", "due_at"), condition=_STANDING, name="charter_promise_of_owner"),
            models.Index(fields=("team_id", "due_at"), condition=_OPEN, name="charter_promise_of_team"),
            models.Index(fields=("client_id", "due_at"), name="charter_promise_of_client"),
            models.Index(fields=("case_id", "due_at"), name="charter_promise_of_case"),
            models.Index(fields=("office_id", "standard", "due_at"), name="charter_promise_measured"),
        )


class PromiseTransition(models.Model):
    """A promise came into a state: when, through whom and why. The database lets none be changed."""

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="transitions")
    state = models.TextField()
    at = models.DateTimeField()
    by = models.UUIDField()
    reason = models.TextField(blank=True, default="")

    class Meta:
        db_table = "charter_promise_transition"
        constraints = (
            models.UniqueConstraint(fields=("promise", "state"), name="charter_transition_each_state_once"),
        )


constraint_means("charter_promise_due_after_made", PromiseIsDueBeforeItIsMade)
