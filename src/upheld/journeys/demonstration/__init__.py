"""The demonstration: an invented agency with its people, its extracts and its history, made from a seed.

Everything in it is made by the commands that the product uses: extracts are written as files and imported,
and the history is lived through day by day, with each command given its own moment. The same seed, size and
day give the same agency, apart from ids and passwords. Nobody in it exists.
"""

from upheld.journeys.demonstration.building import BuildFailed, Step, build
from upheld.journeys.demonstration.marker import (
    Demonstration,
    HoldsOtherPeople,
    built_demonstration,
    has_begun,
    refuse_other_people,
)
from upheld.journeys.demonstration.people_file import DemoSignIn, people_file, read_people
from upheld.journeys.demonstration.plan import DEFAULT_SEED, Size
from upheld.journeys.demonstration.summary import Summary, summarise

__all__ = [
    "DEFAULT_SEED",
    "BuildFailed",
    "DemoSignIn",
    "Demonstration",
    "HoldsOtherPeople",
    "Size",
    "Step",
    "Summary",
    "build",
    "built_demonstration",
    "has_begun",
    "people_file",
    "read_people",
    "refuse_other_people",
    "summarise",
]
