"""Who an anonymised case belongs to: nobody."""

from uuid import UUID

NOBODY = UUID("00000000-0000-7000-8000-0000000000ff")
"""The one client who is no person. Anonymised cases belong to them, so that none is an orphan."""

OFFICE_OF_NOBODY = UUID("00000000-0000-7000-8000-0000000000fe")
"""The office that serves nobody: it does not exist, so that nobody is ever found or shown."""
