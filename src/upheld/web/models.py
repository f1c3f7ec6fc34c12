"""What the pages themselves must remember."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models


class SentForm(models.Model):
    """A form that someone sent, by its one-time key, and where its answer led: so that the same form is
    done once.
    """

    key = models.UUIDField(primary_key=True)
    account_id = models.UUIDField()
    sent_at = models.DateTimeField()
    answer = models.TextField(default="", blank=True)

    class Meta:
        db_table = "web_sent_form"
        indexes = (
            models.Index(fields=["account_id", "sent_at"], name="web_sent_form_by_account"),
            BrinIndex(fields=["sent_at"], name="web_sent_form_sent", autosummarize=True),
        )
