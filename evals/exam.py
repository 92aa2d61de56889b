"""The exam: every sample through Assistant.ask, the very path of the product, then scored."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from assistant.answering.render import answer_to_json
from assistant.assistant import Assistant
from evals.sample import Sample
from evals.scorers import SCORERS, Scored


@dataclass(frozen=True)
class Result:
    """One sample's answer and scores."""

    scored: Scored
    scores: dict[str, float | None]

    @property
    def is_right(self) -> bool:
        """Whether everything about the answer is right."""
        return self.scores["right"] == 1.0


def run_exam(
    samples: Sequence[Sample], assistant: Assistant, progress: Callable[[int, int], None] | None = None
) -> list[Result]:
    """The results in the order of the samples."""
    results = []
    for done, sample in enumerate(samples, start=1):
        answer = assistant.ask(sample.question)
        ids = {citation.passage_id for sentence in answer.sentences for citation in sentence.citations}
        ids |= {citation.passage_id for caveat in answer.caveats for citation in caveat.citations}
        passages = {passage.id: passage for passage in assistant.passages(sorted(ids))}
        scored = Scored(sample, answer, passages)
        results.append(Result(scored, {name: score(scored) for name, score in SCORERS.items()}))
        if progress is not None:
            progress(done, len(samples))
    return results


def summary(results: Sequence[Result]) -> dict[str, Any]:
    """Mean of each score over all samples, by language and by tag; NaN where no sample defines it."""
    by_language: dict[str, list[Result]] = defaultdict(list)
    by_tag: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        by_language[result.scored.sample.language].append(result)
        for tag in result.scored.sample.tags:
            by_tag[tag].append(result)
    return {
        "samples": len(results),
        "ms_median": median(result.scored.answer.timings_ms["total"] for result in results) if results else math.nan,
        "all": _means(results),
        "by_language": {language: _means(group) for language, group in sorted(by_language.items())},
        "by_tag": {tag: {"samples": len(group), **_means(group)} for tag, group in sorted(by_tag.items())},
    }


def save_answers(results: Iterable[Result], file: Path) -> None:
    """Answers and scores as JSON lines, so that they can be read and scored again without asking."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8") as lines:
        for result in results:
            row = {
                "id": result.scored.sample.id,
                "scores": result.scores,
                "expected_status": result.scored.sample.expected_status,
                "note": result.scored.sample.note,
                "answer": answer_to_json(result.scored.answer),
            }
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def summary_to_text(figures: dict[str, Any]) -> str:
    """The summary as a table for a terminal."""
    names = list(SCORERS)
    width = max(len(name) for name in names)
    columns = {"all": figures["all"], **figures["by_language"]}
    lines = [f"{'':{width}}  " + "  ".join(f"{column:>6}" for column in columns)]
    for name in names:
        lines.append(f"{name:{width}}  " + "  ".join(f"{values[name]:6.3f}" for values in columns.values()))
    lines += _tags_to_text(figures["by_tag"])
    lines.append(f"{figures['samples']} samples, {figures['ms_median']:.0f} ms at the median")
    return "\n".join(lines)


def _tags_to_text(by_tag: dict[str, dict[str, float]]) -> list[str]:
    """One line a tag: how many samples, how many are right, the share of provisions cited."""
    width = max((len(tag) for tag in by_tag), default=0)
    return [
        f"{tag:{width}}  {values['samples']:4.0f} samples"
        f"  right {values['right']:.3f}  provision {values['provision']:.3f}"
        for tag, values in by_tag.items()
    ]


def failures_to_text(results: Iterable[Result]) -> str:
    """One block for each sample that is not right: question, what failed, what was said."""
    blocks = []
    for result in results:
        if result.is_right:
            continue
        failed = [
            name for name, value in result.scores.items() if value is not None and value < 1.0 and name != "right"
        ]
        scored = result.scored
        blocks.append(
            f"{scored.sample.id} ({scored.sample.language}, {', '.join(scored.sample.tags)}): {', '.join(failed)}\n"
            f"  {scored.sample.question.text}\n  status {scored.answer.status.value}: "
            + (scored.answer.sentences[0].text if scored.answer.sentences else "-")
        )
    return "\n".join(blocks)


def _means(results: Sequence[Result]) -> dict[str, float]:
    return {name: _mean([result.scores[name] for result in results]) for name in SCORERS}


def _mean(values: Sequence[float | None]) -> float:
    defined = [value for value in values if value is not None]
    return sum(defined) / len(defined) if defined else math.nan
