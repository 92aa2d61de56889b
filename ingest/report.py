"""What an ingest did, for people and for machines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class SourceReport:
    """What happened to one source."""

    source_id: str
    change: str
    """added, replaced, unchanged, removed, waiting, unreached, refused or skipped."""
    passages: int = 0
    statements: int = 0
    languages: tuple[str, ...] = ()
    address: str = ""
    reason: str = ""
    """Why it was refused or skipped."""
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0
    """Spent on fetching or reading it in this run."""


@dataclass(frozen=True)
class IngestReport:
    """The whole ingest."""

    sources: tuple[SourceReport, ...]
    passages: int
    embedded: int
    """Texts embedded in this run; the others came from the cache."""
    build: str
    """Name of the build that is current now."""
    built: bool
    """Whether a new build was needed."""
    seconds: float
    languages: dict[str, int] = field(default_factory=dict)
    """Passages by language."""
    unconfirmed: tuple[str, ...] = ()
    """Rows of the catalogue whose provision reads otherwise than when they were confirmed, a line each."""

    @property
    def refused(self) -> tuple[SourceReport, ...]:
        """Sources that could not be read."""
        return tuple(source for source in self.sources if source.change == "refused")


def report_to_json(report: IngestReport) -> dict[str, Any]:
    """The report as a JSON-ready dict."""
    return {
        "build": report.build,
        "built": report.built,
        "passages": report.passages,
        "languages": report.languages,
        "embedded": report.embedded,
        "seconds": round(report.seconds, 3),
        "counts": _counts(report),
        "unconfirmed": list(report.unconfirmed),
        "sources": [
            {
                "source_id": source.source_id,
                "change": source.change,
                "passages": source.passages,
                "statements": source.statements,
                "languages": list(source.languages),
                "address": source.address,
                "reason": source.reason,
                "warnings": list(source.warnings),
                "seconds": round(source.seconds, 3),
            }
            for source in report.sources
        ],
    }


def report_to_text(report: IngestReport) -> str:
    """The report as lines for a terminal; unchanged sources are only counted."""
    lines = []
    for source in report.sources:
        if source.change not in {"unchanged", "skipped"} or source.reason or source.warnings:
            lines.append(_line(source))
            lines += [f"    {warning}" for warning in source.warnings]
    lines += [f"to confirm {row}" for row in report.unconfirmed]
    if any(source.change == "unreached" for source in report.sources):
        lines.append(
            "The publisher is out of reach: where no statute was fetched before, answers rest on Koto's own wording."
        )
    counts = ", ".join(f"{number} {change}" for change, number in _counts(report).items() if number)
    lines.append(f"Sources: {counts or 'none'}.")
    languages = ", ".join(f"{language} {number}" for language, number in sorted(report.languages.items()))
    lines.append(f"Passages: {report.passages} ({languages}); {report.embedded} texts embedded.")
    state = "New index" if report.built else "Index unchanged:"
    lines.append(f"{state} {report.build}, {report.seconds:.1f} s.")
    return "\n".join(lines)


def _line(source: SourceReport) -> str:
    text = f"{source.change:9} {source.source_id}"
    if source.passages:
        text += f": {source.passages} passages, {source.statements} statements ({', '.join(source.languages)})"
    if source.seconds >= 0.1:
        text += f", {source.seconds:.1f} s"
    return f"{text} – {source.reason}" if source.reason else text


def _counts(report: IngestReport) -> dict[str, int]:
    changes = ("added", "replaced", "unchanged", "removed", "waiting", "unreached", "refused", "skipped")
    return {change: sum(source.change == change for source in report.sources) for change in changes}
