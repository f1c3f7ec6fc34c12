"""What people refuses, each with the sentence that a person reads."""

from datetime import datetime
from uuid import UUID

from upheld.domains.people.rules.needs import Needs
from upheld.kernel.errors import NotFound, RuleBroken


class NoSuchClient(NotFound):
    """We could not find that client. They may be looked after by an office whose work you do not see."""


class NoSuchRepresentative(NotFound):
    """We could not find that representative of this client. They may have been ended already."""


class NoSuchQuarantinedRow(NotFound):
    """We could not find that row. List the rows that wait with `upheld import quarantine list`."""


class RowIsSettled(RuleBroken):
    """The row was settled before: it was {state}. Nothing was changed."""


class ClientChangedMeanwhile(RuleBroken):
    """Someone else changed this client while you were writing. Nothing was saved. Compare both versions.

    `yours` is what was sent, `theirs` what stands now; `version` is the one to send with the next try.
    """

    def __init__(
        self, *, yours: Needs, theirs: Needs, version: int, changed_by: UUID, changed_at: datetime
    ) -> None:
        """Keep both versions beside the message, which holds neither."""
        super().__init__(
            "Someone else changed this client while you were writing. Nothing was saved. "
            "Compare both versions, then save again."
        )
        self.yours = yours
        self.theirs = theirs
        self.version = version
        self.changed_by = changed_by
        self.changed_at = changed_at


class ClientHasNoOffice(RuleBroken):
    """A client is served by at least one office. Say which."""


class NameIsEmpty(RuleBroken):
    """A name needs a family name or given names. Leave it out altogether when no name is held."""


class ReasonIsMissing(RuleBroken):
    """Say why. The reason is kept with the row, for whoever asks later."""


class OneLiveNameOnly(RuleBroken):
    """A client has one name at a time that letters use. End the present one first."""


class RecordIsHeldAlready(RuleBroken):
    """The record with this reference is held already. Import the extract again to change what is held."""


class RecordIsLinkedAlready(RuleBroken):
    """Someone else linked this record meanwhile. Nothing was changed. Look at the client's record again."""


class IsMergedAlready(RuleBroken):
    """One of these records was joined to another meanwhile. Nothing was changed. Look at the client again."""


class AnotherPersonConfirms(RuleBroken):
    """You said yourself that these are one person. Someone else must confirm it before they are joined."""


class DiedBeforeBorn(RuleBroken):
    """A date of death cannot be before the date of birth. Check both dates."""


class IsHeldAlready(RuleBroken):
    """A legal hold stands on this client already. Nothing was changed. Lift it to give another reason."""


class NoSuchHold(NotFound):
    """No legal hold stands on this client. It may have been lifted already."""


class HoldNeedsAReason(RuleBroken):
    """Say why, in words that somebody who reads them in some years understands."""


class NotANationalInsuranceNumber(RuleBroken):
    """The National Insurance number cannot be right. {reason}"""


class DateCannotBe(RuleBroken):
    """The date cannot be right. {reason} Check it with the client."""


class NoSuchField(RuleBroken):
    """An extract of this system has no field or column "{name}". It has: {known}. Nothing was changed."""
