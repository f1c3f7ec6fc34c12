"""Promises and what became of them."""

import django.db.models.deletion
from django.db import migrations, models

import upheld.kernel.identifiers


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=upheld.kernel.identifiers.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.TextField()),
                ("words", models.TextField()),
                ("client_id", models.UUIDField()),
                ("case_id", models.UUIDField(null=True)),
                ("task_id", models.UUIDField(null=True)),
                ("benefit", models.TextField(blank=True, default="")),
                ("office_id", models.UUIDField()),
                ("team_id", models.UUIDField(null=True)),
                ("owner_id", models.UUIDField(null=True)),
                ("standard", models.TextField()),
                ("pack_version", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.UUIDField()),
                ("due_at", models.DateTimeField()),
                ("state", models.TextField(default="open")),
                ("kept_at", models.DateTimeField(null=True)),
                ("broken_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True, default="")),
            ],
            options={
                "db_table": "charter_promise",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["due_at", "id"],
                        name="charter_promise_open_by_due",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["open", "broken"])),
                        fields=["owner_id", "due_at"],
                        name="charter_promise_of_owner",
                    ),
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["team_id", "due_at"],
                        name="charter_promise_of_team",
                    ),
                    models.Index(fields=["client_id", "due_at"], name="charter_promise_of_client"),
                    models.Index(fields=["case_id", "due_at"], name="charter_promise_of_case"),
                    models.Index(fields=["office_id", "standard", "due_at"], name="charter_promise_measured"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "kept", "kept_late", "broken", "withdrawn"])
                        ),
                        name="charter_promise_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("made_at"))),
                        name="charter_promise_due_after_made",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "open"), _negated=True),
                            models.Q(("broken_at", None), ("ended_at", None), ("kept_at", None)),
                            _connector="OR",
                        ),
                        name="charter_promise_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "kept"), _negated=True),
                            models.Q(
                                ("broken_at", None),
                                ("ended_at", models.F("kept_at")),
                                ("kept_at__isnull", False),
                                ("kept_at__lte", models.F("due_at")),
                            ),
                            _connector="OR",
                        ),
                        name="charter_promise_kept_in_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "kept_late"), _negated=True),
                            models.Q(
                                ("broken_at__isnull", False),
                                ("ended_at", models.F("kept_at")),
                                ("kept_at__gt", models.F("due_at")),
                                ("kept_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="charter_promise_kept_late",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "broken"), _negated=True),
                            models.Q(("broken_at__isnull", False), ("ended_at", None), ("kept_at", None)),
                            _connector="OR",
                        ),
                        name="charter_promise_broken",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("kept_at", None),
                                models.Q(("reason", ""), _negated=True),
                                models.Q(
                                    ("broken_at__isnull", False),
                                    ("ended_at__lte", models.F("due_at")),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="charter_promise_withdrawn_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("broken_at", None), ("broken_at__gt", models.F("due_at")), _connector="OR"
                        ),
                        name="charter_promise_breaks_after_due",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PromiseTransition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.TextField()),
                ("at", models.DateTimeField()),
                ("by", models.UUIDField()),
                ("reason", models.TextField(blank=True, default="")),
                (
                    "promise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transitions",
                        to="charter.promise",
                    ),
                ),
            ],
            options={
                "db_table": "charter_promise_transition",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("promise", "state"), name="charter_transition_each_state_once"
                    )
                ],
            },
        ),
    ]
