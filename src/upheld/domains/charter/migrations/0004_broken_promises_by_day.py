"""Broken promises are found by their day, however many were kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("charter", "0003_reasons_can_be_erased"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(
                condition=models.Q(("state", "broken")),
                fields=["due_at", "id"],
                name="charter_promise_broken_by_due",
            ),
        ),
    ]
