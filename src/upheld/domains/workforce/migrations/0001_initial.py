"""Offices, teams, officers, training and absences."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import upheld.kernel.identifiers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Office",
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
                ("key", models.SlugField(unique=True)),
                ("name", models.TextField()),
            ],
            options={
                "db_table": "workforce_office",
            },
        ),
        migrations.CreateModel(
            name="Team",
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
                ("name", models.TextField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teams",
                        to="workforce.office",
                    ),
                ),
            ],
            options={
                "db_table": "workforce_team",
            },
        ),
        migrations.CreateModel(
            name="Officer",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("joined_on", models.DateField()),
                ("leaving_on", models.DateField(null=True)),
                ("leaving_reason", models.TextField(blank=True, default="")),
                ("left_on", models.DateField(null=True)),
                ("contracted_hours", models.DecimalField(decimal_places=1, max_digits=4)),
                (
                    "working_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), size=None
                    ),
                ),
                ("can_own_cases", models.BooleanField(default=True)),
                ("not_owning_reason", models.TextField(blank=True, default="")),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officers",
                        to="workforce.team",
                    ),
                ),
            ],
            options={
                "db_table": "workforce_officer",
            },
        ),
        migrations.CreateModel(
            name="Training",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("benefit", models.TextField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="training",
                        to="workforce.officer",
                    ),
                ),
            ],
            options={
                "db_table": "workforce_training",
            },
        ),
        migrations.CreateModel(
            name="Absence",
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
                ("starts_on", models.DateField()),
                ("expected_back_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("kind", models.TextField()),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to="workforce.officer",
                    ),
                ),
            ],
            options={
                "db_table": "workforce_absence",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)),
                        fields=("officer",),
                        name="workforce_absence_one_open_for_an_officer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None), ("ended_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="workforce_absence_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expected_back_on", None),
                            ("expected_back_on__gt", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="workforce_absence_expected_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["leave", "sickness", "parental", "secondment", "other"])
                        ),
                        name="workforce_absence_kind_is_known",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.UniqueConstraint(
                fields=("office", "name"), name="workforce_team_one_name_in_an_office"
            ),
        ),
        migrations.AddIndex(
            model_name="officer",
            index=models.Index(
                condition=models.Q(("leaving_on__isnull", False), ("left_on", None)),
                fields=["leaving_on"],
                name="workforce_officer_leaving",
            ),
        ),
        migrations.AddConstraint(
            model_name="officer",
            constraint=models.UniqueConstraint(
                fields=("account", "can_own_cases"), name="workforce_officer_can_own"
            ),
        ),
        migrations.AddConstraint(
            model_name="officer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("leaving_on", None), ("leaving_on__gt", models.F("joined_on")), _connector="OR"
                ),
                name="workforce_officer_leaves_after_joining",
            ),
        ),
        migrations.AddConstraint(
            model_name="officer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_on", None),
                    models.Q(
                        ("can_own_cases", False),
                        ("leaving_on__isnull", False),
                        ("left_on__gte", models.F("leaving_on")),
                    ),
                    _connector="OR",
                ),
                name="workforce_officer_who_left_owns_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="officer",
            constraint=models.CheckConstraint(
                condition=models.Q(("contracted_hours__gt", 0), ("contracted_hours__lte", 48)),
                name="workforce_officer_hours_are_possible",
            ),
        ),
        migrations.AddConstraint(
            model_name="officer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("working_days__contained_by", [1, 2, 3, 4, 5, 6, 7]), ("working_days__len__gt", 0)
                ),
                name="workforce_officer_days_are_possible",
            ),
        ),
        migrations.AddConstraint(
            model_name="officer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("can_own_cases", True), ("not_owning_reason", "")),
                    models.Q(("can_own_cases", False), models.Q(("not_owning_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="workforce_officer_reason_for_not_owning",
            ),
        ),
        migrations.AddConstraint(
            model_name="training",
            constraint=models.UniqueConstraint(
                fields=("officer", "benefit", "starts_on"), name="workforce_training_recorded_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="training",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None), ("ends_on__gt", models.F("starts_on")), _connector="OR"
                ),
                name="workforce_training_in_order",
            ),
        ),
    ]
