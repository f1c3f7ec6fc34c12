"""What a check constraint cannot say: owners who can own, and an open task on every open case."""

from django.db import migrations

REFUSE = """
ALTER TABLE casework_case ADD CONSTRAINT casework_case_owner_can_own
    FOREIGN KEY (owner_id, owner_can_own) REFERENCES workforce_officer (account_id, can_own_cases)
    DEFERRABLE INITIALLY DEFERRED;

CREATE FUNCTION casework_open_case_has_a_task() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    about uuid;
    is_open boolean;
BEGIN
    about := CASE WHEN TG_TABLE_NAME = 'casework_case' THEN to_jsonb(NEW) ->> 'id'
                  ELSE to_jsonb(COALESCE(NEW, OLD)) ->> 'case_id' END;
    SELECT closed_at IS NULL INTO is_open FROM casework_case WHERE id = about FOR UPDATE;
    IF is_open AND NOT EXISTS (SELECT FROM casework_task WHERE case_id = about AND state = 'open') THEN
        RAISE EXCEPTION 'An open case must have an open task.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'casework_case_has_a_task', TABLE = 'casework_case';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER casework_case_opens_with_a_task AFTER INSERT ON casework_case
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.closed_at IS NULL) EXECUTE FUNCTION casework_open_case_has_a_task();
CREATE CONSTRAINT TRIGGER casework_case_reopens_with_a_task AFTER UPDATE ON casework_case
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.closed_at IS NULL AND OLD.closed_at IS NOT NULL) EXECUTE FUNCTION casework_open_case_has_a_task();
CREATE CONSTRAINT TRIGGER casework_task_ends_with_another AFTER UPDATE ON casework_task
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.state = 'open' AND NEW.state <> 'open') EXECUTE FUNCTION casework_open_case_has_a_task();
CREATE CONSTRAINT TRIGGER casework_task_goes_with_another AFTER DELETE ON casework_task
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.state = 'open') EXECUTE FUNCTION casework_open_case_has_a_task();

CREATE TRIGGER casework_transition_is_append_only BEFORE UPDATE OR DELETE ON casework_transition
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse();
"""

ALLOW = """
DROP TRIGGER casework_transition_is_append_only ON casework_transition;
DROP TRIGGER casework_task_goes_with_another ON casework_task;
DROP TRIGGER casework_task_ends_with_another ON casework_task;
DROP TRIGGER casework_case_reopens_with_a_task ON casework_case;
DROP TRIGGER casework_case_opens_with_a_task ON casework_case;
DROP FUNCTION casework_open_case_has_a_task();
ALTER TABLE casework_case DROP CONSTRAINT casework_case_owner_can_own;
"""


class Migration(migrations.Migration):
    """Adds the composite foreign key and the triggers."""

    dependencies = [
        ("casework", "0001_initial"),
        ("kernel", "0002_append_only_and_chained"),
    ]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
