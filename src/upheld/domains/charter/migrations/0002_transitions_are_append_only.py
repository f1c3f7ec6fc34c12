"""The record of what became of promises is only ever added to: the database itself refuses anything else."""

from django.db import migrations

REFUSE = """
CREATE TRIGGER charter_transition_is_append_only BEFORE UPDATE OR DELETE ON charter_promise_transition
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse();
"""

ALLOW = "DROP TRIGGER charter_transition_is_append_only ON charter_promise_transition;"


class Migration(migrations.Migration):
    """Adds the trigger; its function comes with the record of events."""

    dependencies = [("charter", "0001_initial"), ("kernel", "0002_append_only_and_chained")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
