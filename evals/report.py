"""What a run of the exam tells: the JSON document, the tables for a terminal, and what was wrong with an answer."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.answering.verify import figures
from assistant.domain.answer import Caveat, Sentence
from assistant.knowledge.provision import covers, locator, names_a_section
from evals.exam import Conditions, Result, summary
from evals.scorers import SCORERS, Scored, is_exact, is_supported, told_as_current

NEVER_LESS = {
    "nothing_repealed_as_current": "a repealed or never-in-force rule told as current",
    "quotes_exact": "an inexact quote",
    "language": "an answer in another language than asked",
}
"""Scores that must be 1 for every answer, and what has happened where one is not."""

_PARTS_OF_RIGHT = ("status", "provision", "facts", "nothing_forbidden", "language")
_ALSO_TOLD = ("quotes_exact", "claims_supported", "nothing_repealed_as_current")


@dataclass(frozen=True)
class Fault:
    """One thing that was wrong with an answer."""

    measure: str
    """Name of the scorer that found it."""
    text: str
    """In plain words."""
    details: tuple[str, ...] = ()
    """The places in the answer, or for missing facts the patterns that were looked for."""


def faults_of(result: Result) -> list[Fault]:
    """Everything that was wrong with the answer; empty for one that is right and breaks no promise."""
    failed = [name for name in (*_PARTS_OF_RIGHT, *_ALSO_TOLD) if result.scores[name] not in {None, 1.0}]
    return [_fault(name, result.scored) for name in failed]


def _fault(name: str, scored: Scored) -> Fault:
    text, details = {
        "status": _status_fault,
        "provision": _provision_fault,
        "facts": _facts_fault,
        "nothing_forbidden": _forbidden_fault,
        "language": _language_fault,
        "quotes_exact": _quotes_fault,
        "claims_supported": _support_fault,
        "nothing_repealed_as_current": _repealed_fault,
    }[name](scored)
    return Fault(name, text, tuple(details))


Told = tuple[str, Sequence[str]]


def _status_fault(scored: Scored) -> Told:
    expected = " or ".join(_spaced(status) for status in scored.sample.expected_status)
    return f"The kind of answer is “{_spaced(scored.answer.status.value)}”; right is: {expected}.", ()


def _provision_fault(scored: Scored) -> Told:
    cited = {key for passage in scored.passages.values() for key in passage.provisions if names_a_section(key)}
    wanted = [provision.key for provision in scored.sample.provisions]
    missing = [want for want in wanted if not any(covers(key, want) or covers(want, key) for key in cited)]
    return f"It does not cite {' and '.join(place(key) for key in missing)}.", ()


def place(key: str) -> str:
    """A provision for people: "Act 681/2023 s. 45(1)"."""
    return f"Act {locator(key, 'en')}"


def _facts_fault(scored: Scored) -> Told:
    facts = scored.sample.gold_facts
    missing = [
        patterns
        for patterns in facts
        if not any(re.search(pattern, scored.shown_with_caveats, re.I) for pattern in patterns)
    ]
    if len(facts) == 1:
        return "The expected fact is missing.", [" or ".join(patterns) for patterns in missing]
    return f"{len(missing)} of {len(facts)} expected facts are missing.", [" or ".join(row) for row in missing]


def _forbidden_fault(scored: Scored) -> Told:
    found = [re.search(pattern, scored.shown, re.I) for pattern in scored.sample.forbidden]
    return "It says what a right answer must not say:", [match[0] for match in found if match]


def _language_fault(scored: Scored) -> Told:
    return f"It is not in the language of the question ({scored.sample.language}).", ()


def _quotes_fault(scored: Scored) -> Told:
    told: tuple[Sentence | Caveat, ...] = (*scored.answer.sentences, *scored.answer.caveats)
    inexact = [citation.quote for one in told for citation in one.citations if not is_exact(citation, scored)]
    return "A quote differs from the text that it cites:", inexact


def _support_fault(scored: Scored) -> Told:
    weak = [claim for claim in scored.claims if not is_supported(claim, scored)]
    return "A sentence is not borne out by what it cites:", [_with_missing_figures(claim) for claim in weak]


def _with_missing_figures(claim: Sentence) -> str:
    quoted = figures(" ".join(citation.quote for citation in claim.citations))
    missing = sorted(figures(claim.text) - quoted)
    return f"{claim.text} (not in the quote: {', '.join(missing)})" if missing else claim.text


def _repealed_fault(scored: Scored) -> Told:
    texts = [claim.text for claim in told_as_current(scored)]
    return "It tells a rule that did not apply on the day asked about as if it did:", texts


def suite_document(results: Sequence[Result], conditions: Conditions, answers: str) -> dict[str, Any]:
    """The JSON document of one suite: what `--json` prints and `--compare` reads. An undefined figure is null."""
    document = summary(results) | {
        "right_interval": list(share_interval(sum(result.is_right for result in results), len(results))),
        "defined": {name: sum(result.scores[name] is not None for result in results) for name in SCORERS},
        "must_never": must_never(results),
        "conditions": asdict(conditions),
        "answers": answers,
        "results": [_result_document(result) for result in results],
    }
    clean: dict[str, Any] = without_nan(document)
    return clean


def share_interval(count: int, total: int) -> tuple[float, float]:
    """The 95 % interval of the share `count` / `total`; NaN where `total` is 0.

    It stays honest where all or none of a few are right. Source: Wilson, JASA 1927 (the score interval).
    """
    if not total:
        return math.nan, math.nan
    z = 1.959964
    share = count / total
    middle = share + z * z / (2 * total)
    reach = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def must_never(results: Sequence[Result]) -> dict[str, list[str]]:
    """By score that must be 1 for every answer: the ids of the samples where it is not."""
    return {
        name: [result.scored.sample.id for result in results if result.scores[name] not in {None, 1.0}]
        for name in NEVER_LESS
    }


def _result_document(result: Result) -> dict[str, Any]:
    sample, answer = result.scored.sample, result.scored.answer
    return {
        "id": sample.id,
        "language": sample.language,
        "tags": list(sample.tags),
        "question": sample.question.text,
        "as_of": answer.as_of.isoformat(),
        "status": answer.status.value,
        "right": result.is_right,
        "scores": result.scores,
        "wrong": [fault.text for fault in faults_of(result)],
        "answer": [sentence.text for sentence in answer.sentences],
        "cites": sorted({key for passage in result.scored.passages.values() for key in passage.provisions}),
        "ms": answer.timings_ms.get("total", math.nan),
    }


def summary_to_text(document: Mapping[str, Any]) -> str:
    """The figures of a suite as a table for a terminal."""
    width = max(len(name) for name in SCORERS)
    columns = {"all": document["all"], **document["by_language"]}
    lines = [f"{'':{width}}  " + "  ".join(f"{column:>6}" for column in columns) + "  samples"]
    for name in SCORERS:
        cells = "  ".join(f"{_number(values[name]):>6}" for values in columns.values())
        lines.append(f"{name:{width}}  {cells}  {document['defined'][name]:7}")
    lines += _tags_to_text(document["by_tag"])
    low, high = document["right_interval"]
    lines.append(f"right, 95 % interval: {_number(low)} to {_number(high)}")
    lines += [f"never: {words}: {_ids(document['must_never'][name])}" for name, words in NEVER_LESS.items()]
    lines.append(f"{document['samples']} samples, {_number(document['ms_median'], 0)} ms at the median")
    return "\n".join(lines)


def _tags_to_text(by_tag: dict[str, dict[str, Any]]) -> list[str]:
    """One line a tag: how many samples, how many are right, the share whose provisions are cited."""
    width = max((len(tag) for tag in by_tag), default=0)
    return [
        f"{tag:{width}}  {values['samples']:4.0f} samples"
        f"  right {_number(values['right'])}  provision {_number(values['provision'])}"
        for tag, values in by_tag.items()
    ]


def failures_to_text(results: Sequence[Result]) -> str:
    """One block for each sample with something wrong: question, what was wrong, what was said first."""
    blocks = []
    for result in results:
        faults = faults_of(result)
        if not faults:
            continue
        sample, answer = result.scored.sample, result.scored.answer
        said = answer.sentences[0].text if answer.sentences else "-"
        head = f"{sample.id} ({sample.language}, {', '.join(sample.tags)})"
        blocks.append(
            "\n".join([head, f"  {sample.question.text}", *(f"  ! {fault.text}" for fault in faults), f"  > {said}"])
        )
    return "\n".join(blocks)


def without_nan(value: Any) -> Any:
    """The value with null for every undefined figure: JSON has no NaN."""
    if isinstance(value, dict):
        return {key: without_nan(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_nan(inner) for inner in value]
    return None if isinstance(value, float) and math.isnan(value) else value


def _number(value: float | None, digits: int = 3) -> str:
    """The figure, or "-" where it is undefined."""
    return "-" if value is None or math.isnan(value) else f"{value:.{digits}f}"


def _ids(ids: Sequence[str]) -> str:
    return ", ".join(ids) if ids else "none"


def _spaced(status: str) -> str:
    return status.replace("_", " ")
