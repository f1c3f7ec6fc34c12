"""Sessions in the database that end when they stand still for as long as the pack says."""

from django.contrib.sessions.backends import db

from upheld.web.sign_in.pack_rules import idle_minutes


class SessionStore(db.SessionStore):
    """A session whose end moves on each time it is kept."""

    def get_session_cookie_age(self) -> int:
        """Seconds from the last use to the end."""
        return idle_minutes() * 60
