"""From draft to what is shown: verified claims with numbered citations, and the sources they cite."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.caveats import DraftCaveat
from assistant.answering.compare.table import DraftTable
from assistant.answering.extract import Draft, Framing
from assistant.answering.second_check import SecondCheck, first_check_stands
from assistant.answering.verify import Claim, Quote, verify_claim
from assistant.domain.answer import Caveat, Citation, CitedSource, Sentence, SentenceKind, Table, TableRow
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
    tables: tuple[Table, ...] = ()

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
    *,
    tables: Sequence[DraftTable] = (),
) -> Finished:
    """Verify every claim, number the passages cited in the order of first citation, drop what fails.

    A table keeps the cells whose sentences passed; a row that loses a cell is told below the table.
    """
    finishing = Finishing(evidence, query, check)
    sentences: list[Sentence] = []
    passed: dict[int, int] = {}
    for place, part in enumerate(draft):
        if (sentence := finishing.sentence(part)) is not None:
            passed[place] = len(sentences)
            sentences.append(sentence)
    numbering = finishing.numbering
    shown = [
        caveat for caveat in (_caveat(draft, evidence, numbering, check) for draft in caveats) if caveat is not None
    ]
    kept = tuple(table for table in (_table(one, passed) for one in tables) if table is not None)
    dropped = len(draft) - len(sentences)
    return Finished(tuple(sentences), tuple(shown), numbering.sources(source_of), dropped, kept)


class Finishing:
    """Turns the parts of a draft into sentences, one after the other."""

    def __init__(self, evidence: Evidence, query: Query, check: SecondCheck = first_check_stands) -> None:
        """Nothing is cited yet."""
        self._check = check
        self.numbering = _Numbering(evidence)
        self._evidence = evidence
        self._query = query

    def sentence(self, part: Claim | Framing) -> Sentence | None:
        """The part as it is shown; None for a claim that fails the check."""
        if isinstance(part, Framing):
            return Sentence(part.text, SentenceKind.FRAMING, part.language or self._query.language)
        verdict = verify_claim(part, self._evidence, self._check)
        if not verdict.supported:
            return None
        citations = self.numbering.citations(part.quotes)
        text = f"{part.frame} {part.text}" if part.frame else part.text
        return Sentence(text, SentenceKind.CLAIM, citations[0].language, verdict.support, citations)


def _table(draft: DraftTable, passed: Mapping[int, int]) -> Table | None:
    """The table with the places of the sentences that passed; None where no row is left."""
    rows = []
    shown: set[int] = set()
    lost: set[int] = set()
    for heading, cells in draft.rows:
        kept = tuple(tuple(passed[place] for place in cell if place in passed) for cell in cells)
        if all(kept):
            rows.append(TableRow(heading, kept))
        (shown if all(kept) else lost).update(place for cell in cells for place in cell)
    lost -= shown
    covers = tuple(passed[place] for place in draft.covers if place in passed and place not in lost)
    return Table(draft.caption, draft.columns, tuple(rows), covers) if rows else None


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
