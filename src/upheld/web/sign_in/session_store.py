"""Sessions in the database that end when they stand still for as long as the pack says."""

from functools import cache
from typing import Any

from django.contrib.sessions.backends import db

from upheld.kernel import clock
from upheld.kernel.prepared import Given, Prepared
from upheld.web.sign_in.pack_rules import idle_minutes


class SessionStore(db.SessionStore):
    """A session whose end moves on each time it is kept."""

    def get_session_cookie_age(self) -> int:
        """Seconds from the last use to the end."""
        return idle_minutes() * 60

    def _get_session_from_db(self) -> Any:
        """As Django's own, which forgets a key that leads nowhere."""
        for session in _session().ask(key=self.session_key, now=clock.now()):
            return session
        self._session_key = None
        return None


@cache
def _session() -> Prepared[Any]:
    model = SessionStore.get_model_class()  # can be had only once the applications are there
    return Prepared(lambda: model.objects.filter(session_key=Given("key"), expire_date__gt=Given("now")))
