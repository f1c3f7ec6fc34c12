"""What `upheld link` prints for people: why two records are linked, and how well records are."""

import json
from typing import Any

from rich.console import Console
from rich.table import Table

from upheld.insight.linkage.evaluation import Evaluation
from upheld.insight.linkage.levels import LEVELS
from upheld.insight.linkage.model import LinkageModel
from upheld.insight.linkage.records import PersonRecord
from upheld.insight.linkage.scoring import decide, score

VERDICTS = {
    "link": "They are linked",
    "review": "A person must look at them",
    "apart": "They are not linked",
}


def show_explanation(one: PersonRecord, other: PersonRecord, model: LinkageModel, format: str) -> None:
    """What each field of two records says for or against one person, and what follows."""
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


def show_evaluation(found: Evaluation) -> None:
    """The figures of an evaluation as tables."""
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
