"""The exam: every sample through Assistant.ask, the very path of the product, then scored. Ask once, score often."""

from __future__ import annotations

import json
import math
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.assistant import Assistant
from assistant.domain.answer import Answer
from assistant.domain.passage import Passage
from assistant.errors import KotoError
from assistant.knowledge.corpus import Corpus
from assistant.knowledge.provision import names_a_section
from evals.sample import Sample
from evals.scorers import SCORERS, Scored, section_of


@dataclass(frozen=True)
class Result:
    """One sample's answer and scores."""

    scored: Scored
    scores: dict[str, float | None]

    @property
    def is_right(self) -> bool:
        """Whether everything about the answer is right."""
        return self.scores["right"] == 1.0


@dataclass(frozen=True)
class Conditions:
    """What a set of answers was made with: two runs can be compared when they know it of each other."""

    suite: str
    questions: str
    """SHA-256 of the file of questions, its first twelve digits."""
    asked_at: str
    """ISO 8601, UTC."""
    today: str
    embedder: str
    koto: str
    """Version of the package."""
    index: str = ""
    """Names of the builds that answered: one, unless it was changed meanwhile."""
    templates: str = ""
    model: str = ""
    """Empty for the extractive answer."""

    def of_answers(self, results: Sequence[Result]) -> Conditions:
        """These conditions with the versions that the answers themselves name."""
        versions = [result.scored.answer.versions for result in results]
        return replace(
            self,
            index=_each_once(version.index for version in versions),
            templates=_each_once(version.templates for version in versions),
            model=_each_once(version.model for version in versions),
        )


@dataclass(frozen=True)
class _Kept:
    """A line of a file of answers."""

    id: str
    answer: Answer
    cited: tuple[Passage, ...]


_LINE = TypeAdapter(_Kept)


def run_exam(
    samples: Sequence[Sample],
    assistant: Assistant,
    progress: Callable[[int, int], None] | None = None,
    *,
    sections_of_row: Mapping[str, frozenset[str]] | None = None,
) -> list[Result]:
    """The results in the order of the samples.

    Without `sections_of_row` citation precision counts only the sections that must be cited themselves.
    """
    results = []
    for done, sample in enumerate(samples, start=1):
        answer = assistant.ask(sample.question)
        passages = {passage.id: passage for passage in assistant.passages(sorted(_cited_ids(answer)))}
        results.append(score(Scored(sample, answer, passages, sections_of_row or {})))
        if progress is not None:
            progress(done, len(samples))
    return results


def score(scored: Scored) -> Result:
    """The scores of one answer."""
    return Result(scored, {name: scorer(scored) for name, scorer in SCORERS.items()})


def sections_by_row(corpus: Corpus) -> dict[str, frozenset[str]]:
    """By row of the catalogue: the sections of law that deal with any of the row's matters."""
    by_matter: dict[str, set[str]] = defaultdict(set)
    for row in corpus.requirements.values():
        for matter in row.matters:
            by_matter[matter] |= {section_of(key) for key in row.provisions if names_a_section(key)}
    return {
        row.id: frozenset().union(*(by_matter[matter] for matter in row.matters))
        for row in corpus.requirements.values()
    }


def save_answers(results: Iterable[Result], conditions: Conditions, file: Path) -> None:
    """Answers with the passages that they cite, as JSON lines under a line of conditions: `load_answers` reads them."""
    file.parent.mkdir(parents=True, exist_ok=True)
    # Another run may be reading the file, or writing its own.
    aside = file.with_suffix(f".{os.getpid()}")
    with aside.open("wb") as lines:
        lines.write(json.dumps(asdict(conditions), ensure_ascii=False).encode() + b"\n")
        for result in results:
            scored = result.scored
            kept = _Kept(scored.sample.id, scored.answer, tuple(scored.passages.values()))
            lines.write(_LINE.dump_json(kept) + b"\n")
    os.replace(aside, file)


def load_conditions(file: Path) -> Conditions:
    """What the answers in `file` were made with. Raises KotoError where it is no file of answers."""
    try:
        with file.open(encoding="utf-8") as lines:
            return Conditions(**json.loads(lines.readline()))
    except OSError as error:
        raise KotoError(f"{file}: cannot be read ({error.strerror}). koto eval tells where answers lie.") from error
    except (ValueError, TypeError) as error:
        raise KotoError(f"{file}: its first line does not tell how the answers were made. Ask again.") from error


def load_answers(
    file: Path, samples: Sequence[Sample], *, sections_of_row: Mapping[str, frozenset[str]] | None = None
) -> list[Result]:
    """Stored answers scored again, in the order of the samples.

    Raises KotoError where a line cannot be read or a sample has no answer.
    """
    kept: dict[str, _Kept] = {}
    for number, line in enumerate(file.read_bytes().splitlines()[1:], start=2):
        try:
            row = _LINE.validate_json(line)
        except ValidationError as error:
            raise KotoError(f"{file}:{number}: not an answer of this version of Koto. Ask again.") from error
        kept[row.id] = row
    missing = [sample.id for sample in samples if sample.id not in kept]
    if missing:
        raise KotoError(f"{file}: {len(missing)} questions have no answer, first {missing[0]!r}. Ask again.")
    return [
        score(Scored(sample, row.answer, {passage.id: passage for passage in row.cited}, sections_of_row or {}))
        for sample in samples
        for row in [kept[sample.id]]
    ]


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


def _means(results: Sequence[Result]) -> dict[str, float]:
    return {name: _mean([result.scores[name] for result in results]) for name in SCORERS}


def _mean(values: Sequence[float | None]) -> float:
    defined = [value for value in values if value is not None]
    return sum(defined) / len(defined) if defined else math.nan


def _cited_ids(answer: Answer) -> set[str]:
    cited = {citation.passage_id for sentence in answer.sentences for citation in sentence.citations}
    return cited | {citation.passage_id for caveat in answer.caveats for citation in caveat.citations}


def _each_once(values: Iterable[str]) -> str:
    return ", ".join(sorted(set(values)))
