"""The report as one HTML page: plain words, no scripts, nothing fetched. It shows every failure in full."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.domain.answer import Answer, Caveat, Citation, Sentence
from assistant.language.detect import UNDETERMINED, detect_language
from assistant.templates import written_date
from evals.compare import Comparison
from evals.exam import Result
from evals.figure_table import Measurement, cell_text
from evals.report import NEVER_LESS, Fault, faults_of, place, share_interval
from evals.scorers import SCORERS

TEMPLATES = Path(__file__).with_name("templates")
_TIME_STEPS_MS = (25, 50, 75, 100, 150, 250, 500, 1000)


@dataclass(frozen=True)
class SuitePart:
    """A suite as the report tells it."""

    suite: str
    results: Sequence[Result]
    document: Mapping[str, Any]
    """As `report.suite_document` makes it."""
    comparison: Comparison | None = None
    before: Mapping[str, Any] | None = None
    """The suite's document in the baseline."""


@dataclass(frozen=True)
class Bar:
    """A row of a chart that is a table."""

    label: str
    share: float
    """In [0, 1]: how long the bar is."""
    text: str
    """What the row says in figures."""
    low: float = math.nan
    high: float = math.nan
    """The 95 % interval; NaN where none is shown."""

    @property
    def has_interval(self) -> bool:
        """Whether an interval is shown."""
        return not math.isnan(self.low)


@dataclass(frozen=True)
class Quoted:
    """A source of an answer with what is quoted from it."""

    n: int
    title: str
    locator: str
    standing: str
    url: str
    language: str
    quotes: tuple[str, ...]


@dataclass(frozen=True)
class Failure:
    """An answer with something wrong, and all that is needed to see it."""

    result: Result
    faults: Sequence[Fault]
    sources: Sequence[Quoted]
    must_cite: Sequence[str]
    note_language: str


def render(
    parts: Sequence[SuitePart],
    *,
    measured: Sequence[Measurement] = (),
    searches: Sequence[Mapping[str, Any]] = (),
    made_on: str,
) -> str:
    """The page.

    `measured` are the suites that ask no questions, `searches` the documents of retrieval sets, as `--beir` makes them.
    """
    template = _environment().get_template("report.html")
    views = [_view(part) for part in parts]
    return template.render(parts=views, measured=measured, searches=searches, made_on=made_on, words=words())


@cache
def words() -> dict[str, dict[str, Any]]:
    """What the report says for the names that the code uses."""
    loaded: dict[str, dict[str, Any]] = yaml.safe_load((TEMPLATES / "words.yaml").read_text(encoding="utf-8"))
    return loaded


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = _percent
    environment.filters["points"] = _points
    environment.filters["cell"] = cell_text
    environment.filters["day"] = lambda day: written_date(day, "en")
    return environment


def _view(part: SuitePart) -> dict[str, Any]:
    """The values that the template shows of a suite."""
    failures = [failure for result in part.results for failure in _failure(result)]
    known = {result.scored.sample.id: result for result in part.results}
    before = {row["id"]: row for row in part.before["results"]} if part.before else {}
    return {
        "suite": part.suite,
        "document": part.document,
        "right": sum(result.is_right for result in part.results),
        "never": [(what, part.document["must_never"][name]) for name, what in NEVER_LESS.items()],
        "figures": [(name, words()["measures"][name]) for name in SCORERS],
        "by_language": _bars_by_language(part.results),
        "by_tag": _bars_by_tag(part.results),
        "what_was_wrong": _bars_of_faults(failures, len(part.results)),
        "times": _bars_of_times([result.scored.answer.timings_ms["total"] for result in part.results]),
        "failures": failures,
        "comparison": part.comparison,
        "now": known,
        "before": before,
    }


def _bars_by_language(results: Sequence[Result]) -> list[Bar]:
    groups = {"all questions": list(results)}
    for code, name in words()["languages"].items():
        groups[name] = [result for result in results if result.scored.sample.language == code]
    return [_bar_of_right(label, group) for label, group in groups.items() if group]


def _bars_by_tag(results: Sequence[Result]) -> list[Bar]:
    groups: dict[str, list[Result]] = {}
    for result in results:
        for tag in result.scored.sample.tags:
            groups.setdefault(words()["tags"].get(tag, tag.replace("_", " ")), []).append(result)
    bars = [_bar_of_right(label, group) for label, group in groups.items()]
    return sorted(bars, key=lambda bar: (-bar.share, bar.label))


def _bar_of_right(label: str, results: Sequence[Result]) -> Bar:
    right = sum(result.is_right for result in results)
    low, high = share_interval(right, len(results))
    return Bar(label, right / len(results), f"{right} of {len(results)}", low, high)


def _bars_of_faults(failures: Sequence[Failure], total: int) -> list[Bar]:
    counts = Counter(fault.measure for failure in failures for fault in failure.faults)
    return [
        Bar(words()["short"][measure], count / total, f"{count} of {total}") for measure, count in counts.most_common()
    ]


def _bars_of_times(times_ms: Sequence[float]) -> list[Bar]:
    """How many answers took how long."""
    ends = [*_TIME_STEPS_MS, math.inf]
    counts = [
        sum(low <= time < high for time in times_ms) for low, high in zip([0, *_TIME_STEPS_MS], ends, strict=True)
    ]
    used = [place for place, count in enumerate(counts) if count]
    labels = [f"less than {_TIME_STEPS_MS[0]} ms"]
    labels += [f"{low} to {high} ms" for low, high in zip(_TIME_STEPS_MS, _TIME_STEPS_MS[1:], strict=False)]
    labels.append(f"{_TIME_STEPS_MS[-1]} ms or more")
    return [
        Bar(labels[place], counts[place] / max(counts), str(counts[place]))
        for place in range(min(used, default=0), max(used, default=-1) + 1)
    ]


def _failure(result: Result) -> list[Failure]:
    """The failure of a result, as a list of one; of none where nothing was wrong."""
    faults = faults_of(result)
    if not faults:
        return []
    sample = result.scored.sample
    note_language = detect_language(sample.note)
    return [
        Failure(
            result,
            faults,
            _sources(result.scored.answer),
            [place(provision.key) for provision in sample.provisions],
            "en" if note_language == UNDETERMINED else note_language,
        )
    ]


def _sources(answer: Answer) -> list[Quoted]:
    quotes: dict[int, list[Citation]] = {}
    told: tuple[Sentence | Caveat, ...] = (*answer.sentences, *answer.caveats)
    for one in told:
        for citation in one.citations:
            quotes.setdefault(citation.n, []).append(citation)
    return [
        Quoted(
            n=source.n,
            title=source.title,
            locator=source.locator,
            standing=words()["standings"][source.standing.value],
            url=source.url,
            language=source.language,
            quotes=tuple(dict.fromkeys(citation.quote for citation in quotes.get(source.n, []))),
        )
        for source in answer.sources
    ]


def _percent(share: float | None) -> str:
    """As in "68 %"; a dash where the figure is undefined. Never rounded up to 100 or down to 0."""
    if share is None or math.isnan(share):
        return "–"
    rounded = round(100 * share)
    if rounded in {0, 100} and share not in {0.0, 1.0}:
        return f"{100 * share:.1f}\u00a0%"
    return f"{rounded}\u00a0%"


def _points(difference: float) -> str:
    """Percentage points, as in "+2.5"; 0 without a sign."""
    if math.isnan(difference):
        return "–"
    return f"{100 * difference:+.1f}".replace("-", "−") if abs(difference) >= 0.0005 else "0"
