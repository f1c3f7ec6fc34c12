"""Money: pounds as exact decimals with two places. Floats are refused, and splitting loses no penny."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from upheld.kernel.errors import RuleBroken

PENNY = Decimal("0.01")
_WRITTEN_AMOUNT = re.compile(r"-?£?(\d+|\d{1,3}(,\d{3})+)(\.\d{1,2})?", re.ASCII)


class NotAnAmountOfPounds(RuleBroken):
    """The amount {given!r} is not exact pounds and pence. Write it with at most two places, such as 12.30."""


def pounds(value: str | int | Decimal) -> Decimal:
    """The exact amount, with two places. Text may hold thousands separators ("1,234.50") and a pound sign.

    Raises NotAnAmountOfPounds for floats (they are not exact), more than two places, and what is no number.
    """
    if isinstance(value, float | bool):
        raise NotAnAmountOfPounds(given=value)
    if isinstance(value, str):
        return _read(value)
    try:
        amount = Decimal(value)
        if not amount.is_finite() or amount != amount.quantize(PENNY):
            raise NotAnAmountOfPounds(given=value)
        return amount.quantize(PENNY) + 0
    except InvalidOperation as refused:
        raise NotAnAmountOfPounds(given=value) from refused


def _read(text: str) -> Decimal:
    plain = text.strip().replace("−", "-")
    if not _WRITTEN_AMOUNT.fullmatch(plain):
        raise NotAnAmountOfPounds(given=text)
    return pounds(Decimal(plain.replace("£", "").replace(",", "")))


def allocate(amount: Decimal, weights: Sequence[int]) -> tuple[Decimal, ...]:
    """Split an amount in proportion to whole weights, to the penny, so that the parts add up to the amount.

    Pennies that are left over go one each to the largest remainders, the earlier part first when equal.
    Raises ValueError when a weight is negative or all of them are zero.
    """
    total = sum(weights)
    if total <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("Weights must be whole numbers, 0 or more, and not all 0.")
    pence = int(pounds(amount) / PENNY)
    sign, pence = (-1 if pence < 0 else 1), abs(pence)
    shares = [divmod(pence * weight, total) for weight in weights]
    left_over = pence - sum(share for share, _ in shares)
    by_remainder = sorted(range(len(shares)), key=lambda part: -shares[part][1])
    lucky = set(by_remainder[:left_over])
    return tuple(sign * (share + (part in lucky)) * PENNY for part, (share, _) in enumerate(shares))


def split(amount: Decimal, parts: int) -> tuple[Decimal, ...]:
    """Split an amount into equal parts, which differ by a penny at most and add up to the amount."""
    return allocate(amount, [1] * parts)


def display(amount: Decimal) -> str:
    """The amount as people read it: "£1,234.50", and "−£5.00" below nothing."""
    sign = "−" if amount < 0 else ""
    return f"{sign}£{abs(pounds(amount)):,.2f}"
