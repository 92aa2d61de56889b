"""Which records answer: for each part of the question the one in force, with what belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answering.asked_for import ASKS_LAW, NAMES_A_DUTY
from assistant.answering.items import Items, current, is_guidance, is_past
from assistant.answering.named import on_what_is_named
from assistant.answering.parts import MOST_PARTS, is_clipped
from assistant.answering.related import Related
from assistant.answering.selection import Part, Selection
from assistant.answering.titles import title_of
from assistant.domain.knowledge import Force, Requirement
from assistant.domain.passage import Passage
from assistant.domain.query import Evidence, ScoredPassage
from assistant.domain.source import Origin, Standing
from assistant.knowledge.catalogue import is_unconfirmed
from assistant.knowledge.provision import act_of, parts_of
from assistant.retrieval.meaning import asks_amount, asks_time, tells_amount, tells_time
from assistant.retrieval.standing import CURRENT, standing_of

_TIE = 0.9
"""A hit with this share of the best score opens a further part: which one was meant is open."""
_TIE_OF_DENIAL = 0.85
"""The same for an absence, where the question names a duty: a premise may be wrong."""
_LAW_BEFORE_GUIDANCE = 0.8
"""Guidance gives way to law on the same matter that scores at least this share of it."""
_LAW_ASKED_FOR = 0.4
"""The same where the question asks for the law."""
_COMPLETED = 0.85
"""A row that completes another gives way to it when that one scores at least this share of it."""
_CLIPPED = 0.75
"""A record that is not told yet answers a clipped part when it scores at least this share of one that is."""
_PLAIN_WORDS = 0.6
"""Statute text gives way to the row that tells it when that one scores at least this share of it."""
_FEW_TERMS = 2
"""Content words of a part that hardly says more than that it asks for a time or a sum."""
_ROWS_FIRST = 0.9
"""A publication answers only where no row of the catalogue scores this share of it."""


@dataclass(frozen=True)
class Selector:
    """Chooses from what was found, with the catalogue's relations."""

    related: Related
    words_of: Callable[[list[Passage]], frozenset[str]]
    """The content terms of passages, headings and questions that they answer included."""
    terms_of: Callable[[str], frozenset[str]] = lambda text: frozenset()
    """The content terms of a part of the question."""
    official: Callable[[str], Sequence[Passage]] = lambda key: ()
    """Passages of statute text on a provision."""

    def select(self, found: Sequence[Evidence]) -> Selection:
        """The parts that answer: for each question asked what was found for it, the best one first."""
        parts: list[Part] = []
        told_above: dict[str, str] = {}
        loosely: set[str] = set()
        for evidence in found:
            most = 1 if evidence.asked else MOST_PARTS
            for part in self._parts(_asking_more(evidence, parts), parts, most=most):
                best = self._telling(part, evidence, parts) if evidence.asked else part
                titled = replace(best, title=self._title(best.lead, parts), asked=evidence.asked)
                if not _is_told(best.lead, parts):
                    parts.append(titled)
                elif evidence.asked:
                    told_above[evidence.asked] = titled.title
                    if not self._tells(best.lead, evidence.asked):
                        loosely.add(evidence.asked)
        items = tuple(item for evidence in found for item in evidence.items)
        parts += on_what_is_named(parts, items, self.related, self._official, self._in_its_place)
        return Selection(tuple(parts), told_above=told_above, loosely_told=frozenset(loosely))

    def _telling(self, part: Part, evidence: Evidence, above: Sequence[Part]) -> Part:
        """The part; where its record is told above and says nothing of what is asked, one of a record that does."""
        if not _is_told(part.lead, above) or self._tells(part.lead, evidence.asked):
            return part
        best = part.lead.score
        left = tuple(
            item
            for item in evidence.items
            if not _is_told(item, above)
            and item.score >= (_CLIPPED if self._tells(item, evidence.asked) else _TIE) * best
        )
        others = self._parts(replace(evidence, items=left), above, most=1) if left else []
        return next((other for other in others if not _is_told(other.lead, above)), part)

    def _tells(self, item: ScoredPassage, asked: str) -> bool:
        """Whether the record has one of the words of a part, and a time or a sum where the part asks for one."""
        text = item.passage.text
        kinds = ((asks_time, tells_time), (asks_amount, tells_amount))
        told = [tells(text) for asks, tells in kinds if asks(asked)]
        terms = self.terms_of(asked)
        if told and (not all(told) or sum(not term.startswith("+") for term in terms) <= _FEW_TERMS):
            return all(told)
        return not terms or bool(terms & self.terms_of(text))

    def _title(self, lead: ScoredPassage, parts: Sequence[Part]) -> str:
        """What the lead is about; its own title where another part is about the same matter and it denies nothing."""
        row = self.related.row_of(lead)
        title = title_of(lead, self.related.catalogue, self.related.query.language)
        is_taken = any(part.title == title and part.lead.passage.id != lead.passage.id for part in parts)
        if not is_taken or row is None or row.force is Force.ABSENCE:
            return title
        return lead.passage.headings[-1] if lead.passage.headings else title

    def _official(self, key: str) -> Iterator[ScoredPassage]:
        """The official text of a provision on the date, in the reader's language."""
        query = self.related.query
        for passage in self.official(key):
            standing = standing_of(passage, query.as_of)
            if passage.language == query.language and standing in CURRENT:
                yield ScoredPassage(passage, 0.0, standing)

    def _parts(self, evidence: Evidence, above: Sequence[Part], *, most: int) -> list[Part]:
        """The parts that what was found gives; `above` are those of the questions before."""
        items = self._with_official(evidence.items)
        rows = tuple(item for item in items if item.passage.row_id and self._concerns(item))
        rows = self.related.of_territory(tuple(item for item in rows if not self.related.is_unnamed_term(item)) or rows)
        if whole := self.related.whole_section(rows):
            return [whole]
        if plans := self.related.latest_plan(rows):
            law = [item for item in rows if item.standing in CURRENT][: 0 if self.related.asks_for_decision else 1]
            return [Part(lead=plans[0]), *(self.related.part(item, item, rows) for item in law)][:most]
        published = [item for item in evidence.items if self._may_be_quoted(item)]
        if published and (not rows or rows[0].score < _ROWS_FIRST * published[0].score):
            return [Part(lead=published[0])]
        parts: list[Part] = []
        for best in rows:
            if len(parts) == most:
                break
            if parts and best.score < self._tie(best) * rows[0].score:
                continue
            lead = self._lead(best, rows)
            if lead is not None and _is_told(lead, above) and best.standing in CURRENT and not _is_told(best, above):
                # What completes a rule that another part tells answers this one.
                lead = best
            if lead is not None and not _is_told(lead, parts):
                parts.append(Part(lead=lead) if parts else self.related.part(lead, best, rows))
        return parts

    def _tie(self, item: ScoredPassage) -> float:
        """The share of the best score from which the record is told too: less, where the law does not ask for the duty
        that the question names.
        """
        denies = self._is_absence(item) and NAMES_A_DUTY.search(self.related.query.asked)
        return _TIE_OF_DENIAL if denies else _TIE

    def _with_official(self, items: Items) -> Items:
        """The official text in the place of rows that nobody has confirmed against it, where the reader can read it."""
        query = self.related.query
        found: dict[str, ScoredPassage] = {}
        for item in items:
            row = self.related.row_of(item)
            if row is None or not is_unconfirmed(row, query.as_of):
                found.setdefault(item.passage.id, item)
                continue
            for official in (one for key in row.provisions if parts_of(key)[1:] for one in self._official(key)):
                found[official.passage.id] = replace(official, score=item.score)
        return tuple(sorted(found.values(), key=lambda item: -item.score))

    def _concerns(self, item: ScoredPassage) -> bool:
        row = self.related.row_of(item)
        if item.passage.row_id in self.related.catalogue.conflicts:
            return False
        if item.passage.origin is Origin.STATUTE:
            return item.standing in CURRENT and item.passage.language == self.related.query.language
        return self.related.concerns(row) if row else not self.related.is_example_not_asked_for(item)

    def _may_be_quoted(self, item: ScoredPassage) -> bool:
        """Whether a passage of a publication may answer: it applies, and the reader can read it."""
        passage = item.passage
        return not passage.row_id and item.standing in CURRENT and passage.language == self.related.query.language

    def _lead(self, best: ScoredPassage, found: Items) -> ScoredPassage | None:
        """The record that answers: the best one, or the one on its matter that applies on the date."""
        if best.passage.origin is Origin.STATUTE:
            return self._told_of(best, found) or best
        row = self.related.row_of(best)
        if row is None or best.standing is Standing.PLANNED or (is_past(best) and self._asks_for_past(best, row)):
            return best
        if best.standing in CURRENT:
            return self._broader(best, row, found) or self._law_behind(best, row, found) or best
        return self._in_its_place(best, row, found)

    def _told_of(self, statute: ScoredPassage, found: Items) -> ScoredPassage | None:
        """For statute text: the row that tells it in plain words, when it was found nearly as well."""
        catalogue = self.related.catalogue
        rows = catalogue.told_of(statute.passage.provisions[0], statute.passage.validity)
        told = [
            item
            for item in current(self.related.scored(rows, found))
            if item.score >= _PLAIN_WORDS * statute.score and not is_guidance(item)
        ]
        return max(told, key=lambda item: item.score, default=None)

    def _broader(self, best: ScoredPassage, row: Requirement, found: Items) -> ScoredPassage | None:
        """The row that the best one completes, when it was found nearly as well."""
        completed = current(self.related.scored(self.related.catalogue.completed_by(row), found))
        near = [item for item in completed if item.score >= _COMPLETED * best.score]
        return max(near, key=lambda item: item.score, default=None)

    def _law_behind(self, best: ScoredPassage, row: Requirement, found: Items) -> ScoredPassage | None:
        """For guidance: the law on the same matter, when it was found nearly as well."""
        # What applies in Åland is law of the province, which only pages tell.
        if not is_guidance(best) or (row.depends_on or {}).get("territory") == "aland":
            return None
        mates = current(self.related.scored(self.related.catalogue.same_matter(row), found))
        share = _LAW_ASKED_FOR if ASKS_LAW.search(self.related.query.asked) else _LAW_BEFORE_GUIDANCE
        law = [item for item in mates if not is_guidance(item) and item.score >= share * best.score]
        return max(law, key=lambda item: item.score, default=None)

    def _in_its_place(self, best: ScoredPassage, row: Requirement, found: Items) -> ScoredPassage | None:
        """For what does not apply on the date: what applies on its matter, or its history where nothing does."""
        mates = current(self.related.scored(self.related.catalogue.same_matter(row), found))
        law = [item for item in mates if not is_guidance(item)] or list(mates)
        ranked = sorted(law, key=lambda item: (-item.score, not self.related.is_on(item, row), self._is_absence(item)))
        return ranked[0] if ranked else (best if is_past(best) else None)

    def _is_absence(self, item: ScoredPassage) -> bool:
        row = self.related.row_of(item)
        return row is not None and row.force is Force.ABSENCE

    def _asks_for_past(self, item: ScoredPassage, row: Requirement) -> bool:
        """Whether the question asks for this very rule: it names its Act, or the text as it was issued."""
        if item.standing is Standing.NEVER_IN_FORCE and self.related.query.is_as_issued:
            return True
        return any(act_of(key) == row.act for key in self.related.query.provisions)


def _asking_more(evidence: Evidence, parts: Sequence[Part]) -> Evidence:
    """For "how fast" after "who draws it up": what comes close without the record that has told who."""
    if not is_clipped(evidence.asked or "a part in full"):
        return evidence
    told = {item.passage.id for part in parts for item in part.told}
    left = tuple(item for item in evidence.items if item.passage.id not in told)
    is_close = left and left[0].score >= _CLIPPED * evidence.items[0].score
    return replace(evidence, items=left) if is_close else evidence


def _is_told(lead: ScoredPassage, parts: Sequence[Part]) -> bool:
    told = {item.passage.id for part in parts for item in (part.lead, *part.companions)}
    return lead.passage.id in told
