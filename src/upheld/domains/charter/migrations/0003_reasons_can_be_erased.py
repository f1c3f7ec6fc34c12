"""A step of a promise stays as it was; only the reason that was given for it may be erased."""

from django.db import migrations

FORGET = """
DROP TRIGGER charter_transition_is_append_only ON charter_promise_transition;
CREATE TRIGGER charter_transition_is_append_only BEFORE DELETE ON charter_promise_transition
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse();
CREATE TRIGGER charter_transition_only_forgets_its_reason BEFORE UPDATE ON charter_promise_transition
    FOR EACH ROW WHEN (NEW.reason <> '' OR (OLD.id, OLD.promise_id, OLD.state, OLD.at, OLD.by)
                       IS DISTINCT FROM (NEW.id, NEW.promise_id, NEW.state, NEW.at, NEW.by))
    EXECUTE FUNCTION kernel_refuse();
"""

KEEP = """
DROP TRIGGER charter_transition_only_forgets_its_reason ON charter_promise_transition;
DROP TRIGGER charter_transition_is_append_only ON charter_promise_transition;
CREATE TRIGGER charter_transition_is_append_only BEFORE UPDATE OR DELETE ON charter_promise_transition
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse();
"""


class Migration(migrations.Migration):
    """Changes the trigger."""

    dependencies = [("charter", "0002_transitions_are_append_only")]

    operations = [migrations.RunSQL(FORGET, KEEP)]
