"""How many pairs wait for the one who looks: in the navigation, for those alone who may decide."""

from upheld.journeys.reviewing_links import count_to_decide
from upheld.web.doors import PageRequest

DECIDES = "decides_pairs"
"""What a session remembers of someone who is trained, so that no other page has to ask."""


def note_pairs_waiting(request: PageRequest, *, is_trained: bool) -> int | None:
    """Count the pairs that the viewer can decide, for the navigation of this page; None for who decides none.

    One query at most. Other pages of the session show the place without a number.
    """
    waiting = count_to_decide(viewer=request.viewer, is_trained=is_trained)
    if request.session.get(DECIDES, False) != (waiting is not None):
        request.session[DECIDES] = waiting is not None
    request.pairs_waiting = waiting  # type: ignore[attr-defined]
    return waiting
