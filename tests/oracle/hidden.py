"""What must not stand in any answer to somebody: names, numbers, words and ids that are hidden from them."""

from uuid import UUID

from tests.oracle.doors.door import Here


def hidden_words(here: Here, who: UUID) -> set[str]:
    """Every word and id of clients, cases and records that this person may not come across."""
    hidden: set[str] = set()
    for client in here.made.clients:
        if not (here.oracle.sees_client(who, client) or here.oracle.is_own(who, client)):
            hidden |= set(here.made.words_of[client])
        if not may_meet(here, who, client):
            hidden.add(str(client))
    for case in here.facts.cases.values():
        if not here.oracle.reads_case(who, case):
            hidden |= set(here.made.said_on[case.id])
            if not here.oracle.is_own(who, case.client):
                hidden |= {case.reference, str(case.id)}
    hidden |= {one.reference for one in here.facts.records if not here.oracle.reads_record(who, one)}
    return hidden


def may_meet(here: Here, who: UUID, client: UUID) -> bool:
    """Whether a client's id may stand before them: of somebody whom they see, in their work or a trail."""
    oracle = here.oracle
    if oracle.is_own(who, client):
        return True
    if not oracle.may_know_of(who, client):
        return False
    of_client = [one for one in here.facts.cases.values() if one.client == client]
    return (
        oracle.sees_client(who, client)
        or any(oracle.reads_case(who, one) for one in of_client)
        or any(one.client == client and oracle.sees_matter(who, one) for one in here.facts.promises)
        or any(one.client == client and oracle.knows_of_challenge(who, one) for one in here.facts.challenges)
        or any(one.client == client and oracle.sees_conflict(who, one) for one in here.facts.conflicts)
        or oracle.has_role(who, "auditor")
        or oracle.has_role(who, "safeguarding_lead")
        or oracle.has_role(who, "service_manager")
    )
