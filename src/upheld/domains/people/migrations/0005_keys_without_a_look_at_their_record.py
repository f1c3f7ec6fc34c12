"""Keys of records lose their number and the check of their record. They are derived: `upheld link` notes those
of records that have none.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_steps_of_pairs"),
    ]

    operations = [
        migrations.DeleteModel(name="LinkKey"),
        migrations.CreateModel(
            name="LinkKey",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "key", "record", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.BigIntegerField()),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link_keys",
                        to="people.sourcerecord",
                    ),
                ),
            ],
            options={
                "db_table": "people_link_key",
            },
        ),
    ]
