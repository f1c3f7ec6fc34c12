"""`upheld link`: which records of separate systems are about one person, how sure that is, and why."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal

import pyarrow as pa
import pyarrow.compute as pc
from cyclopts import App, Parameter
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from upheld.insight.linkage.engine import NoRecords
from upheld.insight.linkage.evaluation import Evaluation, link_and_evaluate
from upheld.insight.linkage.febrl import FEBRL, read_febrl
from upheld.insight.linkage.files import checked, read_file, unread
from upheld.insight.linkage.levels import LEVELS
from upheld.insight.linkage.model import LinkageModel, ModelIsUntrained, NoSuchModel, load_model, write_model
from upheld.insight.linkage.records import COLUMNS, PersonRecord
from upheld.insight.linkage.scoring import decide, score
from upheld.insight.linkage.training import TooFewPairs, train
from upheld.kernel import clock
from upheld.kernel.errors import RuleBroken

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
    "comparing": "Comparing with the truth",
}
VERDICTS = {
    "link": "They are linked",
    "review": "A person must look at them",
    "apart": "They are not linked",
}


class CannotBeLinked(RuleBroken):
    """These records cannot be linked."""


class SayWhatToDo(RuleBroken):
    """Say what to do: upheld link evaluate FILE, upheld link train FILE, or --explain A B --file FILE."""


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
    """Say why two records are linked, or not: the weight of each field, in words. Nothing is written."""
    if explain is None or file is None:
        raise SayWhatToDo
    with _plainly():
        chosen = load_model(model or None)
    one, other = (_record(file, reference) for reference in explain)
    _show_explanation(one, other, chosen, format)


@app.command
def evaluate(what: str, *, model: Model = "", format: Format = "text") -> None:
    """Link the records of a file, and say how well, by its column truth if it has one. Nothing is written.

    :param what: febrl3, febrl4, or a file of records (CSV or Parquet; docs/reference/linkage.md).
    """
    with _plainly(), _bar() as on_step, ExitStack() as opened:
        chosen = load_model(model or None)
        source: Path | pa.Table
        if what in FEBRL:
            source = about = read_febrl("febrl3" if what == "febrl3" else "febrl4")
        else:
            source, about = opened.enter_context(checked(Path(what)))
        found = link_and_evaluate(source, about, chosen, on_step=on_step)
    _tell_unread(what)
    if format == "json":
        print(json.dumps(found.as_data(), indent=2))
    else:
        _show_evaluation(found)


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


def _show_explanation(one: PersonRecord, other: PersonRecord, model: LinkageModel, format: str) -> None:
    scored = score(one, other, model)
    verdict = decide(scored, model)
    if format == "json":
        fields = [
            {
                "field": said.field,
                "level": said.level,
                "words": LEVELS[said.level].words,
                "weight": said.weight,
            }
            for said in scored.fields
        ]
        data: dict[str, Any] = {"one": one.id, "other": other.id, "model_version": model.version}
        data |= {"weight": scored.weight, "begins_with": model.prior_weight, "fields": fields}
        print(json.dumps({**data, "verdict": verdict.kind, "why": verdict.why}, indent=2))
        return
    table = Table("What was compared", "Bits", title=f"{one.id} and {other.id}", title_justify="left")
    table.columns[1].justify = "right"
    table.add_row("Two records taken blindly", f"{model.prior_weight:+.2f}")
    for said in sorted(scored.fields, key=lambda field: -abs(field.weight)):
        table.add_row(LEVELS[said.level].words, f"{said.weight:+.2f}")
    table.add_row("Together", f"{scored.weight:+.2f}", end_section=True)
    console = Console()
    console.print(table)
    console.print(
        f"{VERDICTS[verdict.kind]} ({verdict.why.replace('_', ' ')}; model {model.version}). "
        "One bit more makes it twice as likely that it is one person.",
        soft_wrap=True,
    )


def _show_evaluation(found: Evaluation) -> None:
    console, table = Console(), Table("What", "Figure", "95 of 100 lie between", title="Linkage")
    for heading in (1, 2):
        table.columns[heading].justify = "right"
    table.add_row("Precision of automatic links", _share(found.precision), _between(found.precision_interval))
    table.add_row("Recall before review", _share(found.recall), _between(found.recall_interval))
    table.add_row("F1", _share(found.f1), "")
    mixed = found.clusters_mixed_per_100k
    table.add_row("Clusters that mix persons, of 100,000", "unknown" if mixed is None else f"{mixed:.1f}", "")
    table.add_row("Records in review", f"{100 * found.in_review_share:.2f}%", "")
    table.add_row("Seconds", f"{found.seconds:.1f}", f"{found.cpu_seconds:.1f} of processor")
    table.add_row("Most memory", f"{found.peak_mib:,} MiB", "")
    console.print(table)
    if found.groups:
        groups = Table(
            "Group", "Pairs", "Recall", "95 of 100 lie between", "Points behind", title="Recall by group"
        )
        for one in found.groups:
            behind = "too few pairs" if one.behind is None else f"{one.behind:.2f}"
            name = f"{one.group.replace('_', ' ')}: {one.value.replace('_', ' ')}"
            groups.add_row(name, f"{one.pairs:,}", _share(one.recall), _between((one.low, one.high)), behind)
        console.print(groups)
    console.print(
        f"{found.records:,} records in {found.clusters:,} clusters, by model {found.model_version}.",
        highlight=False,
    )


def _share(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.5f}"


def _between(bounds: tuple[float, float] | None) -> str:
    return "" if bounds is None else f"{bounds[0]:.5f} and {bounds[1]:.5f}"
