"""A reference is found whatever its source, and the planner knows that few tasks are both open and a leader's.

Without that knowledge it takes every such task of the whole agency for a handful, and reads them all to show
those of one team.
"""

from django.db import migrations, models

KNOW = "CREATE STATISTICS casework_task_open_for_leader (mcv) ON state, for_leader FROM casework_task"
FORGET = "DROP STATISTICS casework_task_open_for_leader"


class Migration(migrations.Migration):
    """Adds the index and the statistics, which the next ANALYZE fills."""

    dependencies = [("casework", "0006_decisions_counted_by_month")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["reference"], name="casework_case_by_reference"),
        ),
        migrations.RunSQL(KNOW, FORGET),
    ]
