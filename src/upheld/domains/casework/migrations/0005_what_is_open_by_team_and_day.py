"""What is open is found by its team and by its next day, and a hold by its end: however many cases have closed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0004_cases_out_of_reach"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None)), fields=["team"], name="casework_case_open_of_team"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None)),
                fields=["next_on", "id"],
                name="casework_case_open_by_next",
            ),
        ),
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["ends_on", "id"], name="casework_hold_ending"
            ),
        ),
    ]
