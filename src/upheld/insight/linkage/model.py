"""A linkage model: what each level of agreement counts for, which records are compared, and when to link.

A model is data with a version. The one that ships is in `models/`; `training` makes others. Weights are
log2 of m/u: m is how often the level is found among pairs of one person, u among pairs of two persons.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from upheld.insight.linkage.levels import FIELDS, LEVELS
from upheld.insight.linkage.normalising import Normalised

CURRENT = "2026.1"
"""The model that ships, and is used where none is named."""
LEAST = 1e-9


class ModelIsUntrained(ValueError):
    """A level of the model has no m or u between 0 and 1, so that it would count for something unknown."""


class NoSuchModel(ValueError):
    """No model of that version ships, and no file of that name is there."""


@dataclass(frozen=True, slots=True)
class Odds:
    """How often a level is found: among pairs of one person (m) and of two persons (u)."""

    m: float
    u: float

    @property
    def weight(self) -> float:
        """How many bits of evidence the level gives for one person; negative is against."""
        return math.log2(self.m / self.u)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Weights (log2 of the odds that it is one person) from which a pair is linked, or seen by a person.

    `link` is where a pair is linked when its names and dates of birth are both near; `strict` where one of
    them is less than near, or the numbers contradict each other; `review` is where a person's look is worth
    its time.
    """

    link: float
    review: float
    strict: float


@dataclass(frozen=True, slots=True)
class NameCounts:
    """How common names are: the share of people who bear each listed name, and that of any other one name."""

    listed: Mapping[str, float]
    unlisted: float

    def of(self, name: str | None) -> float | None:
        """The share of a folded name; None for no name."""
        return None if name is None else self.listed.get(name, self.unlisted)


@dataclass(frozen=True, slots=True)
class LinkageModel:
    """Everything that decides what is linked. Two runs with one model decide alike."""

    version: str
    trained: Mapping[str, Any]
    prior: float
    odds: Mapping[str, Odds]
    given: NameCounts
    family: NameCounts
    thresholds: Thresholds
    largest_block: int
    households: bool = True
    """Whether the records hold people who live together: twins, parents and children, partners."""
    blocking: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        """Refuse a model that would guess.

        Raises:
            ModelIsUntrained: a level that counts has no m or u between 0 and 1.

        """
        for levels in FIELDS.values():
            for level in levels:
                odds = self.odds.get(level.name)
                known = odds is not None and LEAST <= odds.m <= 1 and LEAST <= odds.u <= 1
                if not (known or level.says_nothing):
                    raise ModelIsUntrained(
                        f"Model {self.version} does not say how much {level.name} counts (m and u must lie "
                        "between 0 and 1). Nothing was linked. Train the model again on records in which "
                        "this happens, or state both values."
                    )

    @property
    def prior_weight(self) -> float:
        """The weight that a pair begins with: log2 of the odds that two records taken blindly are one's."""
        return math.log2(self.prior / (1 - self.prior))

    def frequency(self, of: str, form: Normalised) -> float | None:
        """How common a record's name is (`full_name`, `family_name` or `given_name`); None when not held."""
        given, family = self.given.of(form.given_name), self.family.of(form.family_name)
        if of == "full_name":
            return None if given is None or family is None else given * family
        return given if of == "given_name" else family


def load_model(version: str | None = None) -> LinkageModel:
    """The model of a version that ships, or of a file (a path ending in .json); by default the current one.

    Raises:
        NoSuchModel: there is none.
        ModelIsUntrained: a level that counts has no m or u.

    """
    return _load(version or CURRENT)


@lru_cache(maxsize=8)
def _load(version: str) -> LinkageModel:
    path = Path(version) if version.endswith(".json") else None
    source = path or files("upheld.insight.linkage") / "models" / f"{version}.json"
    if not source.is_file():
        shipped = sorted(
            entry.name.removesuffix(".json")
            for entry in (files("upheld.insight.linkage") / "models").iterdir()
            if entry.name.endswith(".json")
        )
        raise NoSuchModel(
            f"There is no linkage model {version}. These ship: {', '.join(shipped)}. "
            "Name one of them, or a file."
        )
    return read_model(json.loads(source.read_text(encoding="utf-8")))


def read_model(data: Mapping[str, Any]) -> LinkageModel:
    """A model from what its file says.

    Raises:
        ModelIsUntrained: a level that counts has no m or u.

    """
    unknown = sorted(set(data["levels"]) - set(LEVELS))
    if unknown:
        raise ModelIsUntrained(
            f"Model {data['version']} speaks of levels that are not compared: {', '.join(unknown)}. "
            "It was made for another version of Upheld; use the model that ships, or train again."
        )
    return LinkageModel(
        version=data["version"],
        trained=data["trained"],
        prior=data["prior"],
        odds={name: Odds(*values) for name, values in data["levels"].items()},
        given=NameCounts(data["names"]["given"], data["names"]["any_other_given"]),
        family=NameCounts(data["names"]["family"], data["names"]["any_other_family"]),
        thresholds=Thresholds(**data["thresholds"]),
        largest_block=data["largest_block"],
        households=data["households"],
        blocking=tuple(data["blocking"]),
    )


def write_model(model: LinkageModel) -> dict[str, Any]:
    """What a model's file says: the other way of `read_model`."""
    return {
        "version": model.version,
        "trained": dict(model.trained),
        "prior": model.prior,
        "thresholds": asdict(model.thresholds),
        "largest_block": model.largest_block,
        "households": model.households,
        "blocking": list(model.blocking),
        "levels": {name: [odds.m, odds.u] for name, odds in model.odds.items()},
        "names": {
            "any_other_given": model.given.unlisted,
            "any_other_family": model.family.unlisted,
            "given": dict(model.given.listed),
            "family": dict(model.family.listed),
        },
    }
