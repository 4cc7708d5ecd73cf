"""The report of a corpus run: the counts of all shards added up, as JSON and as Markdown."""

import json
from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from aligner.corpus.planning.plan import Plan
from aligner.output import writing

ERRORS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class CorpusReport:
    """The counts of all shards, added up."""

    pairs: int
    failed: int
    """Pairs that could not be aligned, counted by kind of error in `errors`."""
    links: int
    linked: int
    """Links with both sides."""
    source_sentences: int
    target_sentences: int
    confidence: tuple[int, ...]
    """Number of links with both sides in each tenth of confidence, lowest first."""
    languages: dict[str, int]
    """Number of pairs by source and target language."""
    errors: dict[str, int]
    """Number of failed pairs by kind of error."""
    shards: int
    unmatched: tuple[str, ...]
    """Files of two folders that have no partner."""


def write_report(plan: Plan) -> CorpusReport:
    """Writes report.json and report.md of a complete run.

    They contain no times, so that the same work gives the same files.
    """
    report = add_up(plan)
    with writing(plan.layout.folder / "report.json", force=True) as file:
        json.dump(asdict(report), file, ensure_ascii=False, indent=2, sort_keys=True)
        file.write("\n")
    with writing(plan.layout.folder / "report.md", force=True) as file:
        file.write(_to_markdown(report, _first_errors(plan)))
    return report


def reopen_failed(plan: Plan) -> None:
    """Deletes the completion markers of shards with errors, so that the next run repeats them."""
    for shard in plan.layout.finished():
        marker = plan.layout.marker(shard)
        if json.loads(marker.read_text(encoding="utf-8"))["failed"]:
            marker.unlink()


def add_up(plan: Plan) -> CorpusReport:
    """The counts of the complete shards, added up."""
    sums: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {"languages": Counter(), "errors": Counter()}
    confidence = Counter[int]()
    finished = sorted(plan.layout.finished())
    for shard in finished:
        counts: dict[str, Any] = json.loads(plan.layout.marker(shard).read_text(encoding="utf-8"))
        sums.update({key: value for key, value in counts.items() if isinstance(value, int)})
        confidence.update(dict(enumerate(counts["confidence"])))
        for name, counter in kinds.items():
            counter.update(counts[name])
    return CorpusReport(
        pairs=sums["pairs"],
        failed=sums["failed"],
        links=sums["links"],
        linked=sums["linked"],
        source_sentences=sums["source_sentences"],
        target_sentences=sums["target_sentences"],
        confidence=tuple(confidence[i] for i in range(10)),
        languages=dict(sorted(kinds["languages"].items())),
        errors=dict(sorted(kinds["errors"].items())),
        shards=len(finished),
        unmatched=tuple(plan.settings.get("unmatched", ())),
    )


def _first_errors(plan: Plan) -> list[tuple[str, str]]:
    """Id and message of the first pairs that failed."""
    import polars as pl

    rows = pl.scan_parquet(plan.layout.tables("errors")).select("pair", "message")
    return rows.head(ERRORS_SHOWN).collect().rows()


def _to_markdown(report: CorpusReport, errors: list[tuple[str, str]]) -> str:
    lines = [
        "# Corpus report",
        "",
        "| what | number |",
        "|---|---:|",
        f"| pairs of documents | {report.pairs:,} |",
        f"| of these not aligned | {report.failed:,} |",
        f"| source sentences | {report.source_sentences:,} |",
        f"| target sentences | {report.target_sentences:,} |",
        f"| links | {report.links:,} |",
        f"| links with both sides | {report.linked:,} |",
        *(f"| pairs {name} | {number:,} |" for name, number in report.languages.items()),
        "",
        "## Confidence of the links with both sides",
        "",
        "| confidence | links |",
        "|---|---:|",
        *(
            f"| {b / 10:.1f} – {(b + 1) / 10:.1f} | {n:,} |"
            for b, n in enumerate(report.confidence)
        ),
    ]
    if report.failed:
        lines += ["", "## Pairs that could not be aligned", "", "| kind | pairs |", "|---|---:|"]
        lines += [f"| {kind} | {number:,} |" for kind, number in report.errors.items()]
        lines += ["", f"The first {len(errors)} (all of them are in `errors/`):", ""]
        lines += [f"- `{pair}`: {_one_line(message)}" for pair, message in errors]
    if report.unmatched:
        lines += ["", "## Files without a partner", ""]
        lines += [f"- {_one_line(name)}" for name in report.unmatched]
    return "\n".join(lines) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
