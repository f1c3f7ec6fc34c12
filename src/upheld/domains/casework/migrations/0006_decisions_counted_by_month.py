"""What was decided in time is counted by month and office every night, where there is much to count."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0005_what_is_open_by_team_and_day"),
        ("people", "0002_keeping_and_erasing"),
        ("workforce", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DecisionMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("benefit", models.TextField()),
                ("standard", models.TextField()),
                ("month", models.DateField()),
                ("rank", models.PositiveIntegerField()),
                ("met", models.PositiveIntegerField()),
                ("late", models.PositiveIntegerField()),
                ("open_past_due", models.PositiveIntegerField()),
                ("not_yet_due", models.PositiveIntegerField()),
                ("counted_at", models.DateTimeField()),
            ],
            options={
                "db_table": "casework_decision_month",
            },
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("owner__isnull", False)), fields=["owner"], name="casework_case_of_owner"
            ),
        ),
        migrations.AddField(
            model_name="decisionmonth",
            name="office",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workforce.office",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionmonth",
            constraint=models.UniqueConstraint(
                fields=("month", "office", "benefit", "standard", "rank"), name="casework_month_counted_once"
            ),
        ),
    ]
