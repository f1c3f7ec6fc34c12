"""The two queues of calls against arithmetic that shares nothing with them."""

from decimal import Decimal, getcontext, localcontext
from fractions import Fraction
from math import factorial

import numpy as np
import pytest
from scipy.linalg import expm

from upheld.planning.calls import Demand, erlang_a, erlang_c

EXACT, NEARLY = 1e-12, 1e-9

C_CASES = [(1, 30, 60), (8, 90, 300), (40, 400, 350), (150, 800, 650), (7, 0.001, 60)]
LARGE_C = [(1700, 9925, 600), (5000, 29_900, 600), (3000, 9000, 600)]
A_CASES = [
    (1, 90, 60, 30),
    (8, 100, 300, 120),
    (30, 200, 300, 600),
    (200, 1150, 600, 180),
    (1407, 9925, 600, 3364),
    (900, 9925, 600, 900),
    (1900, 9925, 600, 3364),
    (4800, 29_900, 600, 1800),
]


def exact_c(agents, load):
    """The share of calls that wait, by the formula as it is printed."""
    terms = sum(load**k / Fraction(factorial(k)) for k in range(agents))
    full = load**agents / Fraction(factorial(agents)) * agents / (agents - load)
    return full / (terms + full)


def sixty_digits_c(agents, load):
    """The same, with terms from one to the next, in 60 digits."""
    with localcontext() as context:
        context.prec = 60
        term = whole = Decimal(1)
        for k in range(1, agents):
            term = term * load / k
            whole += term
        full = term * load / agents * agents / (agents - load)
        return full / (whole + full)


def chain(agents, calls, handling, patience):
    """Shares answered and delayed, mean waits of all and of the answered: a chain in 50 digits."""
    getcontext().prec = 50
    arrive, finish, give_up = Decimal(calls) / 3600, 1 / Decimal(handling), 1 / Decimal(patience)
    weight, whole, delayed, queue = Decimal(1), Decimal(1), Decimal(0), Decimal(0)
    waited, served, wait = Decimal(0), Decimal(1), Decimal(0)
    k = 0
    while k < agents or weight > whole * Decimal("1e-30"):
        k += 1
        weight *= arrive / (min(k, agents) * finish + max(k - agents, 0) * give_up)
        whole += weight
        if k >= agents:
            # Step by step: someone ahead goes, or this caller gives up.
            ahead = agents * finish + (k - agents) * give_up
            leave = ahead + give_up
            wait = ahead / leave * (wait + served / leave)
            served *= ahead / leave
            delayed, queue, waited = delayed + weight, queue + (k - agents) * weight, waited + weight * wait
    answered = 1 - give_up * queue / whole / arrive
    return answered, delayed / whole, queue / whole / arrive, waited / whole / answered


class TestErlangC:
    @pytest.mark.parametrize(("agents", "calls", "handling"), C_CASES)
    def test_it_agrees_with_fractions_to_twelve_digits(self, agents, calls, handling) -> None:
        load = Fraction(calls) * handling / 3600
        delayed = exact_c(agents, load)
        found = erlang_c(Demand(calls, handling), agents)
        assert found.delayed == pytest.approx(float(delayed), rel=EXACT)
        assert found.wait_seconds == pytest.approx(float(delayed * handling / (agents - load)), rel=EXACT)

    @pytest.mark.parametrize(("agents", "calls", "handling"), LARGE_C)
    def test_it_does_so_with_thousands_of_officers(self, agents, calls, handling) -> None:
        expected = sixty_digits_c(agents, Decimal(calls) * handling / 3600)
        found = erlang_c(Demand(calls, handling), agents)
        assert found.delayed == pytest.approx(float(expected), rel=EXACT)


class TestErlangA:
    @pytest.mark.parametrize(("agents", "calls", "handling", "patience"), A_CASES)
    def test_it_agrees_with_a_chain_of_fifty_digits_to_nine(self, agents, calls, handling, patience) -> None:
        answered, delayed, wait, of_answered = chain(agents, calls, handling, patience)
        found = erlang_a(Demand(calls, handling), agents, patience_seconds=patience)
        assert found.answered == pytest.approx(float(answered), rel=NEARLY)
        assert found.delayed == pytest.approx(float(delayed), rel=NEARLY)
        assert found.wait_seconds == pytest.approx(float(wait), rel=NEARLY)
        assert found.wait_of_answered_seconds == pytest.approx(float(of_answered), rel=NEARLY)

    @pytest.mark.parametrize("within", [1, 20, 200])
    def test_the_share_answered_in_time_is_that_of_the_chain_run_forward(self, within) -> None:
        agents, calls, handling, patience, room = 6, 110, 240, 150, 60
        arrive, finish, give_up = calls / 3600, 1 / handling, 1 / patience
        weights = np.cumprod(
            [1.0, *(arrive / (min(k, agents) * finish + max(k - agents, 0) * give_up) for k in range(1, 400))]
        )
        weights /= weights.sum()
        # A caller with j ahead: j falls as those ahead go; state 0 is answered, the last is gone.
        moves = np.zeros((room + 1, room + 1))
        for place in range(1, room):
            ahead = agents * finish + (place - 1) * give_up
            moves[place, [place - 1, room, place]] = ahead, give_up, -(ahead + give_up)
        answered = expm(moves * within)[:, 0]
        expected = weights[:agents].sum() + weights[agents : agents + room - 1] @ answered[1:room]
        service = erlang_a(Demand(calls, handling), agents, patience_seconds=patience, in_time_seconds=within)
        assert service.answered_in_time == pytest.approx(expected, rel=NEARLY)

    def test_with_endless_patience_it_comes_to_erlang_c(self) -> None:
        demand = Demand(100, 300)
        patient = erlang_a(demand, 12, patience_seconds=86_400)
        assert patient.delayed == pytest.approx(erlang_c(demand, 12).delayed, rel=3e-3)
