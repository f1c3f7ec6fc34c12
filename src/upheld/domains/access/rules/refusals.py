"""What access refuses, and why."""

from upheld.kernel.errors import NotFound, RuleBroken


class NoSuchAccount(NotFound):
    """There is no such account. Ask an administrator to open one."""


class NoSuchGrant(NotFound):
    """There is no such grant. It may have been ended already: look at the list of grants again."""


class EmailIsTaken(RuleBroken):
    """Another account already signs in with this email address.

    Use a different address, or find the account that has it.
    """


class GrantIsOutOfOrder(RuleBroken):
    """A grant must end after the day that it starts. Change one of the two days."""


class TeamWithoutItsOffice(RuleBroken):
    """A grant for a team must also name the office of that team."""


class OneSortOfPlace(RuleBroken):
    """A grant is for a team, an office, a region or everywhere. Choose one of them."""


class ClientMustBeNamed(RuleBroken):
    """A client and a representative see one record: say which. Every other role is given in a place."""


class RolesDoNotGoTogether(RuleBroken):
    """This person has a role at that time that nobody may hold together with this one.

    End the other role first, or give this one to someone else.
    """


class GrantToOneself(RuleBroken):
    """Nobody gives a role or a clearance to themselves. Ask another administrator."""


class ReasonSaysNothing(RuleBroken):
    """Say in a sentence of at least five different words why this is needed: others will read it."""


class NotYoursToDo(RuleBroken):
    """Your role does not let you do this. Ask your team leader, or the administrator who gives roles."""


class ClearanceIsTooLow(RuleBroken):
    """You cannot use a level above your own clearance. Ask someone who is cleared for it."""


class NoSuchRestriction(NotFound):
    """This record is not restricted. It may have been lifted already."""


class ConflictIsDeclared(RuleBroken):
    """This record is closed to that person already. Nothing more is needed."""


class NoSuchConflict(NotFound):
    """There is no such declaration. It may have been ended already."""


class OthersEndAConflict(RuleBroken):
    """Someone else opens a record to you again. Ask your team leader or service manager."""


class NothingToOpen(NotFound):
    """There is no record with this number that you may open.

    Check the number. If it is right, ask the safeguarding lead of the office that serves the person.
    """


class ChallengeIsReviewed(RuleBroken):
    """This has been reviewed already. The first answer stays."""


class NoSuchChallenge(NotFound):
    """There is no such opening of a record, or it is not yours to review."""


class OthersReviewAChallenge(RuleBroken):
    """Someone else reviews what you opened yourself. Another leader or the service manager can do it."""
