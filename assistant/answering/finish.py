"""From draft to what is shown: verified claims with numbered citations, and the sources they cite."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answering.caveats import DraftCaveat
from assistant.answering.extract import Draft, Framing
from assistant.answering.second_check import SecondCheck, first_check_stands
from assistant.answering.verify import Quote, verify_claim
from assistant.domain.answer import Caveat, Citation, CitedSource, Sentence, SentenceKind
from assistant.domain.query import Evidence, Query, ScoredPassage
from assistant.domain.source import Source

SourceOf = Callable[[str, str], Source | None]


@dataclass(frozen=True)
class Finished:
    """What passed the check."""

    sentences: tuple[Sentence, ...]
    caveats: tuple[Caveat, ...]
    sources: tuple[CitedSource, ...]
    dropped: int
    """Claims that failed and are not shown."""

    @property
    def claims(self) -> int:
        """Number of claims shown."""
        return sum(sentence.kind is SentenceKind.CLAIM for sentence in self.sentences)


def finish(
    draft: Draft,
    caveats: Sequence[DraftCaveat],
    evidence: Evidence,
    query: Query,
    source_of: SourceOf,
    check: SecondCheck = first_check_stands,
) -> Finished:
    """Verify every claim, number the passages cited in the order of first citation, drop what fails."""
    numbering = _Numbering(evidence)
    sentences: list[Sentence] = []
    dropped = 0
    for part in draft:
        if isinstance(part, Framing):
            sentences.append(Sentence(part.text, SentenceKind.FRAMING, query.language))
            continue
        verdict = verify_claim(part, evidence, check)
        if not verdict.supported:
            dropped += 1
            continue
        citations = numbering.citations(part.quotes)
        language = citations[0].language
        text = f"{part.frame} {part.text}" if part.frame else part.text
        sentences.append(Sentence(text, SentenceKind.CLAIM, language, verdict.support, citations))
    shown = [
        caveat for caveat in (_caveat(draft, evidence, numbering, check) for draft in caveats) if caveat is not None
    ]
    return Finished(tuple(sentences), tuple(shown), numbering.sources(source_of), dropped)


def _caveat(draft: DraftCaveat, evidence: Evidence, numbering: _Numbering, check: SecondCheck) -> Caveat | None:
    kind, text, claims = draft
    if text:
        quotes = tuple(quote for claim in claims for quote in claim.quotes)
        return Caveat(kind, text, numbering.citations(quotes))
    passed = [claim for claim in claims if verify_claim(claim, evidence, check).supported]
    if not passed:
        return None
    told = " ".join(claim.text for claim in passed)
    return Caveat(kind, told, numbering.citations(tuple(quote for claim in passed for quote in claim.quotes)))


class _Numbering:
    """Numbers for the passages cited, from 1 in the order of first citation."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._numbers: dict[int, int] = {}

    def citations(self, quotes: Sequence[Quote]) -> tuple[Citation, ...]:
        return tuple(self._citation(quote) for quote in quotes)

    def sources(self, source_of: SourceOf) -> tuple[CitedSource, ...]:
        return tuple(
            _cited(number, self._evidence.items[label - 1], source_of) for label, number in self._numbers.items()
        )

    def _citation(self, quote: Quote) -> Citation:
        number = self._numbers.setdefault(quote.label, len(self._numbers) + 1)
        passage = self._evidence.items[quote.label - 1].passage
        return Citation(
            n=number,
            passage_id=passage.id,
            source_id=passage.source_id,
            quote=passage.text[quote.start : quote.end],
            start=quote.start,
            end=quote.end,
            language=passage.language,
        )


def _cited(number: int, item: ScoredPassage, source_of: SourceOf) -> CitedSource:
    passage = item.passage
    source = source_of(passage.source_id, passage.language)
    return CitedSource(
        n=number,
        source_id=passage.source_id,
        title=source.title if source else passage.source_id,
        publisher=source.publisher if source else "",
        url=passage.url or (source.url if source else ""),
        locator=passage.locator,
        language=passage.language,
        kind=passage.kind,
        origin=passage.origin,
        standing=item.standing,
        valid_from=passage.validity.valid_from,
        valid_to=passage.validity.valid_to,
        consolidated_to=source.consolidated_to if source else None,
        retrieved_on=source.retrieved_on if source else None,
    )
