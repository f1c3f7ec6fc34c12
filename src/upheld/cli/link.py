"""`upheld link`: which records of separate systems are about one person, how sure that is, and why."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import pyarrow.compute as pc
from cyclopts import App, Parameter
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from upheld.cli.link_tables import show_evaluation, show_explanation
from upheld.insight.linkage.engine import NoRecords, link_records
from upheld.insight.linkage.evaluation import link_and_evaluate
from upheld.insight.linkage.febrl import FEBRL, evaluate_febrl
from upheld.insight.linkage.files import checked, read_file, unread
from upheld.insight.linkage.model import LinkageModel, ModelIsUntrained, NoSuchModel, load_model, write_model
from upheld.insight.linkage.records import COLUMNS, PersonRecord
from upheld.insight.linkage.training import TooFewPairs, train
from upheld.journeys.linking.everything import LinkingProgress, link_everything
from upheld.journeys.linking.linker import ModelLinker
from upheld.kernel import clock
from upheld.kernel.errors import RuleBroken
from upheld.kernel.identifiers import SYSTEM

app = App(name="link", help="Which records of separate systems are about one person, how sure, and why.")

Format = Annotated[Literal["text", "json"], Parameter(help="As tables for people, or as data for programs.")]
Model = Annotated[
    str,
    Parameter(help="The version of a model that ships, or a file that ends in .json.", show_default=False),
]
STEPS = {
    "reading": "Reading records",
    "blocking": "Finding pairs to compare",
    "scoring": "Comparing pairs",
    "clustering": "Bringing records of one person together",
    "writing": "Gathering what was found",
    "comparing": "Comparing",
    "queueing": "Keeping what was found",
    "done": "Done",
}


class CannotBeLinked(RuleBroken):
    """These records cannot be linked."""


class InWhichFile(RuleBroken):
    """Say which file holds the two records: upheld link --explain A B --file FILE. Nothing was linked."""


class NoSuchRecord(RuleBroken):
    """{name} holds no record {reference}. References are those of its column record_id."""


class ModelIsThere(RuleBroken):
    """There is a file {name} already. Nothing was trained. Choose another name for --to."""


class ModelNeedsJson(RuleBroken):
    """A model is kept in a file that ends in .json; {name} does not. Nothing was trained."""


@app.default
def link(
    *,
    explain: Annotated[
        tuple[str, str] | None,
        Parameter(help="Two records: what each field says for or against one person.", negative=()),
    ] = None,
    file: Annotated[Path | None, Parameter(help="The file, CSV or Parquet, that holds the two.")] = None,
    model: Model = "",
    format: Format = "text",
) -> None:
    """Link all records that are held, or with --explain say why two records of a file are linked or not.

    What is doubtful waits for a person. A run that is stopped loses nothing: begin it again.
    """
    with _plainly():
        chosen = load_model(model or None)
    if explain is None:
        _link_everything(chosen, format)
        return
    if file is None:
        raise InWhichFile
    one, other = (_record(file, reference) for reference in explain)
    show_explanation(one, other, chosen, format)


@app.command
def evaluate(what: str, *, model: Model = "", format: Format = "text") -> None:
    """Link the records of a file, and say how well, by its column truth if it has one. Nothing is written.

    :param what: febrl3, febrl4, or a file of records (CSV or Parquet; docs/reference/linkage.md).
    """
    with _plainly(), _bar() as on_step, ExitStack() as opened:
        chosen = load_model(model or None)
        if what in FEBRL:
            found = evaluate_febrl("febrl3" if what == "febrl3" else "febrl4", chosen, on=clock.today())
        else:
            source, about = opened.enter_context(checked(Path(what)))
            found = link_and_evaluate(source, about, chosen, on_step=on_step)
    _tell_unread(what)
    if format == "json":
        print(json.dumps(found.as_data(), indent=2))
    else:
        show_evaluation(found)


@app.command(name="train")
def train_(
    file: Path,
    *,
    to: Annotated[Path | None, Parameter(help="Write the model to this file, which ends in .json.")] = None,
    name: Annotated[str, Parameter(help="The version to call it (default: the day).")] = "",
    model: Model = "",
) -> None:
    """Estimate a model on the records of a file, and report how it differs. What is in use stays in use.

    :param file: The records, CSV or Parquet. No truth is needed; a column of it is not read.
    """
    if to is not None and to.suffix != ".json":
        raise ModelNeedsJson(name=to.name)
    if to is not None and to.exists():
        raise ModelIsThere(name=to.name)
    on = clock.today()
    with _plainly(), _bar() as on_step:
        start = load_model(model or None)
        on_step("reading")
        with checked(file) as (source, _):
            on_step("scoring")
            trained = train(source, name or on.isoformat(), on=on, start=start)
    print("\n".join(trained.report))
    if to is not None:
        with to.open("x", encoding="utf-8") as written:
            json.dump(write_model(trained.model), written, ensure_ascii=False, indent=1)
        print(f"The model is in {to}. Try it before it is used: upheld link evaluate FILE --model {to}")


def _link_everything(model: LinkageModel, format: str) -> None:
    """Link all that is held, with a bar of what is done, and print what came of it."""
    done = LinkingProgress(step="reading")
    with _bar() as on_step:
        for done in link_everything(
            engine=link_records, linker=ModelLinker(model), by=SYSTEM, at=clock.now()
        ):
            on_step(done.step)
    if format == "json":
        print(json.dumps(asdict(done), indent=2))
        return
    figures = [
        ("records are held", done.records),
        ("pairs were compared", done.compared),
        ("persons, as the model sees them", done.clusters),
        ("clients were joined with another", done.joined),
        ("pairs wait now that did not", done.queued),
    ]
    print("\n".join(f"{number:>13,}  {label}" for label, number in figures))
    print(f"Model {done.model_version}. What waits is in the review queue.")


def _record(file: Path, reference: str) -> PersonRecord:
    read = read_file(file)
    found = read.filter(pc.equal(read["record_id"], reference)).select(list(COLUMNS)).to_pylist()
    if not found:
        raise NoSuchRecord(name=file.name, reference=reference)
    return PersonRecord(id=found[0].pop("record_id"), **found[0])


@contextmanager
def _plainly() -> Iterator[None]:
    """Errors of linkage speak for themselves at the terminal."""
    try:
        yield
    except (NoSuchModel, ModelIsUntrained, NoRecords, TooFewPairs) as error:
        raise CannotBeLinked(str(error)) from error


@contextmanager
def _bar() -> Iterator[Callable[[str], None]]:
    """A bar of the steps on the error stream, so that what is printed stays clean."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(STEPS["reading"], total=len(STEPS))
        yield lambda step: bar.update(task, description=STEPS[step], completed=list(STEPS).index(step))


def _tell_unread(what: str) -> None:
    if what in FEBRL:
        return
    if ignored := unread(Path(what)):
        Console(stderr=True).print(
            f"Not read, being no columns of records: {', '.join(ignored)}.", soft_wrap=True, markup=False
        )
