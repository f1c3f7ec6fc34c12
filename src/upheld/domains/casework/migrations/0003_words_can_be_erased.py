"""When the words of a case, and whom it was about, were erased; and what the database lets be erased."""

from django.db import migrations, models

FORGET = """
DROP TRIGGER casework_transition_is_append_only ON casework_transition;
CREATE TRIGGER casework_transition_is_append_only BEFORE DELETE ON casework_transition
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse();
CREATE TRIGGER casework_transition_only_forgets_its_reason BEFORE UPDATE ON casework_transition
    FOR EACH ROW WHEN (NEW.reason <> ''
                       OR (OLD.id, OLD.case_id, OLD.from_stage, OLD.to_stage, OLD.at, OLD.by)
                       IS DISTINCT FROM (NEW.id, NEW.case_id, NEW.from_stage, NEW.to_stage, NEW.at, NEW.by))
    EXECUTE FUNCTION kernel_refuse();
"""

KEEP = """
DROP TRIGGER casework_transition_only_forgets_its_reason ON casework_transition;
DROP TRIGGER casework_transition_is_append_only ON casework_transition;
CREATE TRIGGER casework_transition_is_append_only BEFORE UPDATE OR DELETE ON casework_transition
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse();
"""


class Migration(migrations.Migration):
    """Adds the columns, the indexes and the constraint, and lets the reason of a step be erased."""

    dependencies = [
        ("casework", "0002_what_the_database_refuses"),
        ("people", "0002_keeping_and_erasing"),
        ("workforce", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="erased_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="words_erased_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", False), ("words_erased_at", None)),
                fields=["closed_at", "id"],
                name="casework_case_with_words",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("erased_at", None), ("words_erased_at__isnull", False)),
                fields=["closed_at", "id"],
                name="casework_case_without_words",
            ),
        ),
        migrations.AddIndex(
            model_name="notedraft",
            index=models.Index(fields=["saved_at"], name="casework_note_draft_saved"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("erased_at", None), ("words_erased_at", None)),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("outcome", ""),
                        ("summary", ""),
                        ("words_erased_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="casework_case_erased_is_closed",
            ),
        ),
        migrations.RunSQL(FORGET, KEEP),
    ]
