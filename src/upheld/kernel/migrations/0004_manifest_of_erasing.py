"""The manifest of erasing, which is only ever added to."""

import django.contrib.postgres.indexes
from django.db import migrations, models

import upheld.kernel.identifiers

APPEND_ONLY = """
CREATE TRIGGER kernel_erasure_is_append_only BEFORE UPDATE OR DELETE ON kernel_erasure
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse();
"""

ALLOW = "DROP TRIGGER kernel_erasure_is_append_only ON kernel_erasure;"


class Migration(migrations.Migration):
    """Adds the table, its trigger, and the index by which old deliveries are found."""

    dependencies = [
        ("kernel", "0003_partitions_by_month"),
    ]

    operations = [
        migrations.CreateModel(
            name="Erasure",
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
                ("run_id", models.UUIDField()),
                ("record_kind", models.TextField()),
                ("rule_from", models.DateField()),
                ("pack_version", models.TextField()),
                ("number", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("by", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "kernel_erasure",
            },
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=django.contrib.postgres.indexes.BrinIndex(
                autosummarize=True, fields=["done_at"], name="kernel_delivery_done"
            ),
        ),
        migrations.AddIndex(
            model_name="erasure",
            index=models.Index(fields=["run_id", "record_kind"], name="kernel_erasure_of_run"),
        ),
        migrations.RunSQL(APPEND_ONLY, ALLOW),
    ]
