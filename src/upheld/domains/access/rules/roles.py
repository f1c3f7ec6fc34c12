"""What a grant may let someone do."""

from enum import StrEnum


class Role(StrEnum):
    """What a grant lets someone do. The pack gives each role its name and its words."""

    OFFICER = "officer"
    SUPPORT_PARTNER = "support_partner"
    TEAM_LEADER = "team_leader"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    SERVICE_MANAGER = "service_manager"
    ANALYST = "analyst"
    AUDITOR = "auditor"
    CLIENT = "client"
    REPRESENTATIVE = "representative"
    ADMINISTRATOR = "administrator"


READING = frozenset(
    {Role.OFFICER, Role.SUPPORT_PARTNER, Role.TEAM_LEADER, Role.SAFEGUARDING_LEAD, Role.SERVICE_MANAGER}
)
"""Those who read the records of clients and cases, where they are granted to."""

OF_ONE_CLIENT = frozenset({Role.CLIENT, Role.REPRESENTATIVE})
"""Those who see what is held about one client: themself, or the person for whom they speak."""
