"""A problem in a pack, said so that the person who wrote the pack can mend it."""

from dataclasses import dataclass

from upheld.kernel.errors import RuleBroken


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong at one place of a pack, and how to mend it. Lines count from 1."""

    file: str
    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.message} {self.remedy}"


class PackNotFound(RuleBroken):
    """There is no pack "{name}". We looked for: {looked_in}. Give the name of a pack or the path to one."""


class PackIsFaulty(RuleBroken):
    """The pack {pack} cannot be used until it is mended (`upheld packs check` lists it all): {problems}"""
