"""Passwords that have leaked are refused.

Django's own list of common ones is always asked. Where the agency allows it (UPHELD_BREACH_CHECK), a range
service is asked too: it is told the first five of the forty letters of a digest, shared by hundreds of
passwords, and answers with all that begin so. Format: https://haveibeenpwned.com/API/v3#PwnedPasswords
"""

import hashlib
import logging

import requests
from django.conf import settings
from django.core.exceptions import ValidationError

logger = logging.getLogger(__name__)

_TOLD = 5
_SECONDS = 3


class HasNotLeaked:
    """Refuses a password that stands in a known breach. Without an answer it lets the password pass."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError when the password has leaked."""
        service: str = settings.UPHELD_RANGE_SERVICE
        if service and _times_leaked(service, password):
            raise ValidationError(
                "This password has leaked from another service, so others may try it. Choose another.",
                code="password_leaked",
            )

    def get_help_text(self) -> str:
        """The rule in words."""
        return "Your password must not be one that has leaked from another service."


def _times_leaked(service: str, password: str) -> int:
    digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
    try:
        answer = requests.get(
            service + digest[:_TOLD],
            headers={"Add-Padding": "true", "User-Agent": "Upheld"},
            timeout=_SECONDS,
        )
        answer.raise_for_status()
    except requests.RequestException as error:
        logger.warning("The service of leaked passwords gave no answer: %s", type(error).__name__)
        return 0
    for line in answer.text.splitlines():
        ending, _, count = line.partition(":")
        if ending.strip().upper() == digest[_TOLD:] and count.strip().isdigit():
            return int(count)
    return 0
