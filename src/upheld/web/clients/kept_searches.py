"""What someone searched for, kept for an hour with their session.

A search is personal data, and an address is written down in too many places to hold it.
"""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.http import HttpRequest

KEPT_FOR = timedelta(hours=1)
MOST_KEPT = 20
_IN_SESSION = "searches"


def keep_search(request: HttpRequest, text: str, at: datetime) -> str:
    """Keep a text, and return the key that its results have as their address. Older searches are let go."""
    kept = {key: found for key, found in _kept(request).items() if _lasts(found, at)}
    same = next((key for key, found in kept.items() if found["text"] == text), None)
    key = same or token_urlsafe(6)
    kept.pop(key, None)
    newest = dict(list(kept.items())[1 - MOST_KEPT :])
    request.session[_IN_SESSION] = {**newest, key: {"text": text, "at": at.isoformat()}}
    return key


def search_of(request: HttpRequest, key: str, at: datetime) -> str | None:
    """The text of a search, or None when it is not this person's or its hour is over."""
    found = _kept(request).get(key)
    return found["text"] if found and _lasts(found, at) else None


def _kept(request: HttpRequest) -> dict[str, dict[str, str]]:
    kept: dict[str, dict[str, str]] = request.session.get(_IN_SESSION, {})
    return kept


def _lasts(found: dict[str, str], at: datetime) -> bool:
    return at - datetime.fromisoformat(found["at"]) < KEPT_FOR
