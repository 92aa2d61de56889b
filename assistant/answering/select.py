"""Which records answer: the rows in force first, what completes them, and how the matter stood before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from assistant.domain.knowledge import Force, Requirement
from assistant.domain.passage import Passage, Tense
from assistant.domain.query import Evidence, Query, ScoredPassage
from assistant.domain.source import SourceKind, Standing
from assistant.knowledge.catalogue import Catalogue
from assistant.knowledge.provision import act_of
from assistant.retrieval.standing import CURRENT, standing_of

MOST_PARTS = 3
MOST_HISTORY = 2
MOST_COMPANIONS = 3
_NEAR = 0.6
"""A hit below this share of the best score opens no further part."""
_NEW_WORDS = 0.25
"""Least share of the question's words that a further part must add."""
_LAW_BEFORE_GUIDANCE = 0.8
"""Guidance gives way to law on the same matter that scores at least this share of it."""

_COMPANION = 0.75
"""A row on the lead's matter is told with it when it scores at least this share of it."""
_COMPLETED = 0.7
"""A row that completes another gives way to it when that one scores at least this share of it."""
_ROWS_FIRST = 0.9
"""A publication answers only where no row of the catalogue scores this share of it."""

FetchRow = Callable[[str], Passage | None]
WordsOf = Callable[[list[Passage]], frozenset[str]]


@dataclass(frozen=True)
class Part:
    """What answers one part of the question."""

    lead: ScoredPassage
    companions: tuple[ScoredPassage, ...] = ()
    """Rows that complete the lead, told after it."""
    history: tuple[ScoredPassage, ...] = ()
    """How the matter stood before, or never stood."""
    remarks: tuple[ScoredPassage, ...] = ()
    """Guidance that disagrees with the law on the as-of date."""
    later: tuple[ScoredPassage, ...] = ()
    """Rows on the matter that begin to apply after the as-of date."""


@dataclass(frozen=True)
class Selection:
    """The parts of an answer; empty when no record may be told."""

    parts: tuple[Part, ...]

    def cited(self) -> tuple[ScoredPassage, ...]:
        """Every passage that the answer may cite, each once, in order of telling."""
        seen: dict[str, ScoredPassage] = {}
        for part in self.parts:
            for item in (part.lead, *part.companions, *part.history, *part.remarks, *part.later):
                seen.setdefault(item.passage.id, item)
        return tuple(seen.values())


@dataclass(frozen=True)
class Selector:
    """Chooses from what was found, with the catalogue's relations."""

    catalogue: Catalogue
    fetch: FetchRow
    """The passage of a row in the answer's language."""
    asked: frozenset[str]
    """The content terms of the question."""
    words_of: WordsOf
    """The content terms of passages, headings and questions that they answer included."""
    query: Query

    def select(self, evidence: Evidence) -> Selection:
        """The parts that answer the query, the best one first."""
        rows = [item for item in evidence.items if item.passage.row_id]
        published = [item for item in evidence.items if self._may_lead(item)]
        if published and (not rows or rows[0].score < _ROWS_FIRST * published[0].score):
            return Selection((Part(lead=published[0]),))
        if not rows:
            return Selection(())
        parts = [self._part(rows[0], rows)]
        for item in rows[1:]:
            if len(parts) == MOST_PARTS or item.score < _NEAR * rows[0].score:
                break
            if self._adds_a_part(item, parts):
                parts.append(self._part(item, rows))
        return Selection(tuple(part for part in parts if part is not None and self._is_new(part, parts)))

    def _may_lead(self, item: ScoredPassage) -> bool:
        """Whether a passage of a publication may be quoted: it applies, and the reader can read it."""
        passage = item.passage
        return not passage.row_id and item.standing in CURRENT and passage.language == self.query.language

    def _part(self, best: ScoredPassage, found: list[ScoredPassage]) -> Part | None:
        row = self.catalogue.requirements.get(best.passage.row_id)
        if row is None:
            return Part(lead=best)
        lead = self._lead(best, row, found)
        if lead is None:
            return None
        lead_row = self.catalogue.requirements.get(lead.passage.row_id)
        if lead_row is None:
            return Part(lead=lead)
        mates = self._scored(self.catalogue.same_matter(lead_row), found)
        return Part(
            lead=lead,
            companions=self._companions(lead, lead_row, mates, found),
            history=self._history(lead, lead_row, best, mates),
            remarks=tuple(
                item for item in mates if _is_guidance(item) and _is_past(item) and self._is_on(item, lead_row)
            )[:1],
            later=self._later(lead_row, mates),
        )

    def _lead(self, best: ScoredPassage, row: Requirement, found: list[ScoredPassage]) -> ScoredPassage | None:
        """The record that answers: the best one, or the one on its matter that applies on the date."""
        mates = self._scored(self.catalogue.same_matter(row), found)
        if self._asks_for_its_act(row) and _is_past(best):
            return best
        if best.standing is Standing.PLANNED:
            return best
        current = [item for item in mates if item.standing in CURRENT]
        if best.standing in CURRENT:
            completed = [
                item
                for item in self._scored(self.catalogue.completed_by(row), found)
                if item.standing in CURRENT and item.score >= _COMPLETED * best.score
            ]
            if completed:
                return max(completed, key=lambda item: item.score)
            law = [
                item for item in current if not _is_guidance(item) and item.score >= _LAW_BEFORE_GUIDANCE * best.score
            ]
            return max(law, key=lambda item: item.score) if law and _is_guidance(best) else best
        law = [item for item in current if not _is_guidance(item)] or current
        main = [item for item in law if self._is_on(item, row)]
        found_law = [item for item in law if item.score > 0]
        if found_law:
            return max(found_law, key=lambda item: (item.score, item in main))
        return (main or law or [best if _is_past(best) else None])[0]  # type: ignore[list-item]

    def _companions(
        self, lead: ScoredPassage, lead_row: Requirement, mates: list[ScoredPassage], found: list[ScoredPassage]
    ) -> tuple[ScoredPassage, ...]:
        """What completes the lead: rows that say so, and rows on its matter that were found nearly as well."""
        if lead.standing not in CURRENT:
            return ()
        linked = self._scored(self.catalogue.completed_by(lead_row) + self.catalogue.companions(lead_row), found)
        near = [
            item
            for item in mates
            if self._is_on(item, lead_row) and item.score >= _COMPANION * lead.score and not _is_guidance(item)
        ]
        unique = {item.passage.id: item for item in (*linked, *sorted(near, key=lambda item: -item.score))}
        return self._current(list(unique.values()))[:MOST_COMPANIONS]

    def _later(self, lead_row: Requirement, mates: list[ScoredPassage]) -> tuple[ScoredPassage, ...]:
        coming = [item for item in mates if item.standing is Standing.NOT_YET_IN_FORCE and self._is_on(item, lead_row)]
        return tuple(sorted(coming, key=lambda item: -item.score)[:1])

    def _history(
        self, lead: ScoredPassage, lead_row: Requirement, best: ScoredPassage, mates: list[ScoredPassage]
    ) -> tuple[ScoredPassage, ...]:
        past = [item for item in mates if self._is_history_of(item, lead_row)]
        wanted = lead_row.force is Force.ABSENCE or best.passage.row_id != lead.passage.row_id or _is_past(lead)
        if not wanted:
            past = [item for item in past if item.score >= _NEAR * lead.score]
        if _is_past(lead):
            # The old law was asked for by name: what applies today completes it.
            past = [
                item
                for item in mates
                if item.standing in CURRENT and not _is_guidance(item) and self._is_on(item, lead_row)
            ]
        return tuple(sorted(past, key=lambda item: -item.score)[:MOST_HISTORY])

    def _is_history_of(self, item: ScoredPassage, lead_row: Requirement) -> bool:
        """Whether the record tells how the lead's main matter stood before.

        A wording that never applied is history of its own Act only.
        """
        if not _is_past(item) or _is_guidance(item) or not self._is_on(item, lead_row):
            return False
        row = self.catalogue.requirements[item.passage.row_id]
        return item.standing is Standing.REPEALED or row.act == lead_row.act

    def _is_on(self, item: ScoredPassage, lead_row: Requirement) -> bool:
        """Whether the record is on the lead's main matter."""
        return bool(set(lead_row.matters[:1]) & set(self._matters(item)))

    def _adds_a_part(self, item: ScoredPassage, parts: list[Part | None]) -> bool:
        told = [
            told_item.passage
            for part in parts
            if part is not None
            for told_item in (part.lead, *part.companions, *part.history)
        ]
        new = (self.asked - self.words_of(told)) & self.words_of([item.passage])
        return bool(self.asked) and len(new) / len(self.asked) >= _NEW_WORDS

    def _is_new(self, part: Part, parts: Iterable[Part | None]) -> bool:
        for other in parts:
            if other is part:
                return True
            if other is not None and other.lead.passage.id == part.lead.passage.id:
                return False
        return True

    def _asks_for_its_act(self, row: Requirement) -> bool:
        return any(act_of(key) == row.act for key in self.query.provisions if key)

    def _matters(self, item: ScoredPassage) -> tuple[str, ...]:
        row = self.catalogue.requirements.get(item.passage.row_id)
        return row.matters if row else ()

    def _current(self, items: list[ScoredPassage]) -> tuple[ScoredPassage, ...]:
        return tuple(item for item in items if item.standing in CURRENT)

    def _scored(self, rows: Iterable[Requirement], found: list[ScoredPassage]) -> list[ScoredPassage]:
        """The rows as passages in the answer's language, with the score they were found with, else 0."""
        by_row = {item.passage.row_id: item for item in found}
        scored = []
        for row in rows:
            if row.id in by_row:
                scored.append(by_row[row.id])
            elif passage := self.fetch(row.id):
                scored.append(ScoredPassage(passage, 0.0, standing_on(passage, self.query.as_of)))
        return scored


def standing_on(passage: Passage, day: date) -> Standing:
    """The standing of the passage on `day`."""
    return standing_of(passage, day)


def _is_past(item: ScoredPassage) -> bool:
    told_as_past = any(statement.tense is Tense.PAST for statement in item.passage.statements)
    return told_as_past and item.standing in {Standing.REPEALED, Standing.NEVER_IN_FORCE}


def _is_guidance(item: ScoredPassage) -> bool:
    return item.passage.kind in {SourceKind.GUIDANCE, SourceKind.CHECKLIST, SourceKind.FAQ, SourceKind.NEWS}
