"""Cases and all that hangs on them. What must always be true is written here as constraints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case as SqlCase
from django.db.models import F, Q, When

from upheld.domains.access.queries import matters_in_scope
from upheld.domains.casework import rules
from upheld.kernel.commands import constraint_means
from upheld.kernel.identifiers import new_id

if TYPE_CHECKING:
    from upheld.domains.access.queries import Viewer


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases, chosen by who looks."""

    def visible_to(self, viewer: Viewer) -> CaseQuerySet:
        """Those that the viewer may see: see access's `matters_in_scope`."""
        return self.filter(
            matters_in_scope(
                viewer, client="client_id", office="office_id", benefit="benefit", owner="owner_id"
            )
        )

    def open(self) -> CaseQuerySet:
        """Those that are not closed."""
        return self.filter(closed_at=None)


class Case(models.Model):
    """One client's matter in one benefit. While it is open it has one owner, or a reason why it has none.

    `next_on` is the day of its earliest open task. `due_at` is the last moment of its standard.
    `owner_can_own` is what ties it to an officer who can own cases: a composite foreign key that the
    migration adds. A case whose words were erased says so; one that was erased has become anonymous: it
    belongs to nobody and counts in measures only.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.TextField(default="", blank=True)
    reference = models.TextField()
    client = models.ForeignKey("people.Client", on_delete=models.PROTECT, related_name="+")
    benefit = models.TextField()
    office = models.ForeignKey("workforce.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey("workforce.Team", on_delete=models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey(
        "workforce.Officer", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    owner_can_own = models.GeneratedField(
        expression=SqlCase(When(owner__isnull=False, then=True)),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )
    unowned_reason = models.TextField(default="", blank=True)
    owned_since = models.DateTimeField()
    stage = models.TextField(default=rules.Stage.APPLICATION.value)
    summary = models.TextField(default="", blank=True)
    version = models.PositiveIntegerField(default=1)
    standard = models.TextField(default="", blank=True)
    pack_version = models.TextField()
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    next_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.TextField(default="", blank=True)
    words_erased_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        db_table = "casework_case"
        constraints = (
            models.UniqueConstraint(fields=("source", "reference"), name="casework_case_reference"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=False, owner=None, unowned_reason="")
                | Q(closed_at=None, owner__isnull=False, unowned_reason="")
                | (Q(closed_at=None, owner=None) & ~Q(unowned_reason="")),
                name="casework_case_owner_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=False, next_on=None) | Q(closed_at=None, next_on__isnull=False),
                name="casework_case_next_date",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) & ~Q(stage="closed") | Q(closed_at__isnull=False, stage="closed"),
                name="casework_case_stage_says_closed",
            ),
            models.CheckConstraint(
                condition=Q(words_erased_at=None, erased_at=None)
                | Q(closed_at__isnull=False, words_erased_at__isnull=False, summary="", outcome=""),
                name="casework_case_erased_is_closed",
            ),
        )
        indexes = (
            models.Index(
                fields=("owner", "next_on", "id"),
                condition=Q(closed_at=None),
                name="casework_case_owned_open",
            ),
            models.Index(
                fields=("team", "unowned_reason", "due_at", "id"),
                condition=Q(closed_at=None, owner=None),
                name="casework_case_unowned",
            ),
            models.Index(fields=("office", "benefit", "due_at"), name="casework_case_standard"),
            models.Index(fields=("reference",), name="casework_case_by_reference"),
            models.Index(fields=("team",), condition=Q(closed_at=None), name="casework_case_open_of_team"),
            models.Index(fields=("owner",), condition=Q(owner__isnull=False), name="casework_case_of_owner"),
            models.Index(
                fields=("next_on", "id"), condition=Q(closed_at=None), name="casework_case_open_by_next"
            ),
            models.Index(
                fields=("closed_at", "id"),
                condition=Q(closed_at__isnull=False, words_erased_at=None),
                name="casework_case_with_words",
            ),
            models.Index(
                fields=("closed_at", "id"),
                condition=Q(words_erased_at__isnull=False, erased_at=None),
                name="casework_case_without_words",
            ),
        )


class DecisionMonth(models.Model):
    """How the cases of an office, a benefit and a standard that were due in a month stood at `counted_at`.

    Counted every night where there are too many cases to count them at each look. `rank` is that at which
    their clients were restricted, 0 for the others. `month` is the first day of the agency's month.
    """

    office = models.ForeignKey("workforce.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    benefit = models.TextField()
    standard = models.TextField()
    month = models.DateField()
    rank = models.PositiveIntegerField()
    met = models.PositiveIntegerField()
    late = models.PositiveIntegerField()
    open_past_due = models.PositiveIntegerField()
    not_yet_due = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        db_table = "casework_decision_month"
        constraints = (
            models.UniqueConstraint(
                fields=("month", "office", "benefit", "standard", "rank"), name="casework_month_counted_once"
            ),
        )


class Ownership(models.Model):
    """One stretch of a case's life with one owner, or with none for a reason.

    The stretches follow each other without a gap.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="ownerships")
    owner = models.ForeignKey("workforce.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    unowned_reason = models.TextField(default="", blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "casework_ownership"
        constraints = (
            models.UniqueConstraint(
                fields=("case",), condition=Q(ended_at=None), name="casework_ownership_one_now"
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=False, unowned_reason="") | (Q(owner=None) & ~Q(unowned_reason="")),
                name="casework_ownership_owner_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
                name="casework_ownership_in_order",
            ),
        )


class Handover(models.Model):
    """One offer of a case: from whom, to whom, with which note, and how it was answered. Never deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handovers")
    from_owner = models.ForeignKey("workforce.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    to = models.ForeignKey("workforce.Officer", on_delete=models.PROTECT, related_name="+", db_index=False)
    note = models.TextField()
    offered_by = models.UUIDField()
    offered_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    state = models.TextField(default=rules.OfferState.OFFERED.value)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(default="", blank=True)

    class Meta:
        db_table = "casework_handover"
        constraints = (
            models.UniqueConstraint(
                fields=("case",), condition=Q(state="offered"), name="casework_handover_one_offer"
            ),
            models.CheckConstraint(
                condition=Q(state="offered", answered_at=None)
                | (~Q(state="offered") & Q(answered_at__isnull=False)),
                name="casework_handover_answered",
            ),
        )
        indexes = (
            models.Index(
                fields=("to", "answer_by"), condition=Q(state="offered"), name="casework_handover_waiting"
            ),
            models.Index(fields=("answer_by",), condition=Q(state="offered"), name="casework_handover_due"),
        )


class CaseTransition(models.Model):
    """One step of a case from stage to stage: who, when and why. Only ever added to."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="transitions")
    from_stage = models.TextField(default="", blank=True)
    to_stage = models.TextField()
    at = models.DateTimeField()
    by = models.UUIDField()
    reason = models.TextField(default="", blank=True)

    class Meta:
        db_table = "casework_transition"


class Task(models.Model):
    """One thing to do on a case, by a day. The owner does it, unless it is for the leader."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    kind = models.TextField()
    title = models.TextField()
    for_leader = models.BooleanField(default=False)
    due_on = models.DateField()
    state = models.TextField(default=rules.TaskState.OPEN.value)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    reference = models.TextField(default="", blank=True)

    class Meta:
        db_table = "casework_task"
        constraints = (
            models.UniqueConstraint(
                fields=("case", "reference"), condition=~Q(reference=""), name="casework_task_reference"
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None, ended_by=None)
                | (~Q(state="open") & Q(ended_at__isnull=False, ended_by__isnull=False)),
                name="casework_task_ended_by_someone",
            ),
        )
        indexes = (
            models.Index(fields=("case", "due_on"), condition=Q(state="open"), name="casework_task_open"),
            models.Index(
                fields=("due_on",), condition=Q(state="open", for_leader=True), name="casework_task_leader"
            ),
        )


class Hold(models.Model):
    """A time in which a case waits for something, with a reason and an end date."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField()
    note = models.TextField(default="", blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    placed_by = models.UUIDField()
    placed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "casework_hold"
        constraints = (
            models.UniqueConstraint(
                fields=("case",), condition=Q(ended_at=None), name="casework_hold_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="casework_hold_ends"),
            models.CheckConstraint(condition=~Q(reason=""), name="casework_hold_has_a_reason"),
        )
        indexes = (
            models.Index(fields=("ends_on", "id"), condition=Q(ended_at=None), name="casework_hold_ending"),
        )


class Note(models.Model):
    """What someone wrote about a case. `key` makes a second sending of the same form do nothing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    author = models.UUIDField()
    text = models.TextField()
    written_at = models.DateTimeField()
    key = models.UUIDField(unique=True)

    class Meta:
        db_table = "casework_note"


class NoteDraft(models.Model):
    """What someone is still writing about a case: kept, so that nothing typed is lost."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="drafts")
    author = models.UUIDField()
    text = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        db_table = "casework_note_draft"
        constraints = (
            models.UniqueConstraint(fields=("case", "author"), name="casework_note_draft_one_each"),
        )
        indexes = (models.Index(fields=("saved_at",), name="casework_note_draft_saved"),)


class OutOfReach(models.Model):
    """A case of a restricted client that nobody who is at work may open, until someone can."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    rank = models.PositiveIntegerField()
    found_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "casework_out_of_reach"
        constraints = (
            models.UniqueConstraint(
                fields=("case",), condition=Q(ended_at=None), name="casework_out_of_reach_once"
            ),
        )


class SourceLog(models.Model):
    """A case event log of another system. Its cases bear its name as their source; its days are of `zone`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.TextField()
    zone = models.TextField()
    benefit = models.TextField()
    office = models.ForeignKey("workforce.Office", on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("workforce.Team", on_delete=models.PROTECT, related_name="+")
    first_imported_at = models.DateTimeField()

    class Meta:
        db_table = "casework_source_log"
        constraints = (
            models.UniqueConstraint(fields=("name",), name="casework_log_registered_once"),
            models.CheckConstraint(condition=~Q(name=""), name="casework_log_has_a_name"),
        )


class LogWorker(models.Model):
    """Who a worker whom a log names is here: the same at every import."""

    log = models.ForeignKey(SourceLog, on_delete=models.PROTECT, related_name="workers")
    name = models.TextField()
    officer = models.ForeignKey("workforce.Officer", on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "casework_log_worker"
        constraints = (
            models.UniqueConstraint(fields=("log", "name"), name="casework_log_worker_known_once"),
        )


constraint_means("casework_case_reference", rules.CaseIsAlreadyHeld)
constraint_means("casework_case_owner_or_reason", rules.OpenCaseNeedsAnOwnerOrAReason)
constraint_means("casework_case_next_date", rules.OpenCaseNeedsATask)
constraint_means("casework_case_has_a_task", rules.OpenCaseNeedsATask)
constraint_means("casework_case_owner_can_own", rules.OwnerCannotOwnCases)
constraint_means("casework_handover_one_offer", rules.AlreadyOffered)
constraint_means("casework_hold_one_at_a_time", rules.IsOnHoldAlready)
constraint_means("casework_hold_has_a_reason", rules.ReasonIsMissing)
constraint_means("casework_log_registered_once", rules.LogIsRegistered)
