"""The records that belong to the one that answers: what completes it, its history, what differs, what comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.asked_for import (
    ALAND,
    ASKS_WHO,
    EXAMPLES,
    KINDS,
    MOST_WORDS_FOR_A_SECTION,
    TASKS,
    WHOLE,
)
from assistant.answering.history import history_of, remarks_of, with_premise
from assistant.answering.items import Items, current, is_guidance, ranked
from assistant.answering.not_held import asks_what_parliament_decided, asks_what_will_change
from assistant.answering.selection import Part
from assistant.domain.knowledge import Force, Requirement
from assistant.domain.passage import Passage
from assistant.domain.query import Query, ScoredPassage
from assistant.domain.source import SourceKind, Standing
from assistant.knowledge.catalogue import Catalogue, NamedSense, is_unconfirmed
from assistant.knowledge.provision import act_of, covers, names_a_section
from assistant.retrieval.factors import has_list
from assistant.retrieval.meaning import asks_list
from assistant.retrieval.standing import CURRENT, standing_of

MOST_COMPANIONS = 5
MOST_NEAR = 2
MOST_OF_A_SECTION = 8
_COMPANION = 0.8
"""A row on the lead's matter is told with it when it scores at least this share of it."""
_COMPLETES = 0.65
"""A row that completes the lead is told with it when it scores at least this share; what the lead completes, always."""
_LIST = 0.9
"""The same for a row with a list, on either side, where the question does not ask for one."""
_MAINLAND = 0.6
"""Factor for rules of the mainland where the question is about Åland."""


@dataclass(frozen=True)
class Related:
    """Relations of the catalogue, as passages in the answer's language."""

    catalogue: Catalogue
    fetch: Callable[[str], Passage | None]
    """The passage of a row in the answer's language."""
    query: Query
    senses: Sequence[NamedSense]
    """Senses of terms whose names stand in the question."""
    municipalities: frozenset[str] = frozenset()
    """Ids of examples from municipalities that the question names."""

    def part(self, lead: ScoredPassage, best: ScoredPassage, found: Items) -> Part:
        """The part that `lead` answers; `best` is what was found first for it."""
        row = self.row_of(lead)
        if row is None and self.catalogue.is_example(lead.passage.row_id):
            return Part(lead=lead, companions=self._lists_of(lead))
        if row is None:
            return Part(lead=lead, companions=self._of_senses(lead))
        mates = self.scored(self.catalogue.same_matter(row), found)
        on_matter = tuple(item for item in mates if self.is_on(item, row))
        is_silent = row.force is Force.ABSENCE and not self.catalogue.is_beside_a_rule(row, self.query.as_of)
        part = Part(
            lead=lead,
            companions=self._companions(lead, row, on_matter, found),
            history=history_of(lead, row, best, on_matter, self.query, self.row_of, is_silent=is_silent),
            remarks=remarks_of(lead, on_matter),
            denies=row.denies.get(lead.passage.language, "") if lead.standing in CURRENT else "",
            later=ranked(item for item in on_matter if item.standing is Standing.NOT_YET_IN_FORCE)[:1],
        )
        part = with_premise(part, on_matter, row, self.query.asked, self.row_of)
        return self._by_who(part, row) if ASKS_WHO.search(self.query.asked) else part

    def _by_who(self, part: Part, row: Requirement) -> Part:
        """The part with the rule first that lays the task on somebody else for those whom the question names."""
        others = {
            other.id
            for other in self.catalogue.qualifying(row, self.query.text, part.lead.passage.language)
            if not set(other.actors) & set(row.actors)
        }
        first = next((item for item in part.companions if item.passage.row_id in others), None)
        if first is None:
            return part
        rest = tuple(item for item in part.companions if item is not first)
        return replace(part, lead=first, companions=(part.lead, *rest), denies="")

    def row_of(self, item: ScoredPassage) -> Requirement | None:
        """The catalogue row that the passage restates."""
        return self.catalogue.requirements.get(item.passage.row_id)

    def is_on(self, item: ScoredPassage, row: Requirement) -> bool:
        """Whether the record is on the row's main matter."""
        own = self.row_of(item)
        return own is not None and bool(set(row.matters[:1]) & set(own.matters))

    def scored(self, rows: Iterable[Requirement], found: Items) -> Items:
        """The rows as passages, with the score that they were found with, else 0."""
        by_row = {item.passage.row_id: item for item in found}
        items = (by_row.get(row.id) or self._unscored(row) for row in rows if self.concerns(row))
        return tuple(item for item in items if item is not None)

    def concerns(self, row: Requirement) -> bool:
        """Whether the row may be told: rules for Åland only when the question names it, none that is unconfirmed."""
        if is_unconfirmed(row, self.query.as_of):
            return False
        territory = (row.depends_on or {}).get("territory")
        return territory != "aland" or self.is_on_aland

    @property
    def is_on_aland(self) -> bool:
        """Whether the question is about Åland."""
        return bool(ALAND.search(self.query.text))

    def of_territory(self, items: Items) -> Items:
        """Rules for Åland first where the question is about it: those for the mainland do not answer it."""
        if not self.is_on_aland:
            return items

        def is_mainland(item: ScoredPassage) -> bool:
            row = self.row_of(item)
            return row is not None and (row.depends_on or {}).get("territory") == "mainland"

        weighed = [replace(item, score=item.score * _MAINLAND) if is_mainland(item) else item for item in items]
        return tuple(sorted(weighed, key=lambda item: -item.score))

    def _unscored(self, row: Requirement) -> ScoredPassage | None:
        passage = self.fetch(row.id)
        return ScoredPassage(passage, 0.0, standing_of(passage, self.query.as_of)) if passage else None

    def _companions(self, lead: ScoredPassage, row: Requirement, on_matter: Items, found: Items) -> Items:
        """What completes the lead: rows that say so, and rows on its matter that were found nearly as well."""
        if lead.standing not in CURRENT:
            return ()
        if section := self._section_asked_for(row) or self._tasks_asked_for(row):
            return current(self.scored(section, found))[:MOST_OF_A_SECTION]
        qualifying = self.scored(self.catalogue.qualifying(row, self.query.text, lead.passage.language), found)
        bases = self.scored(self.catalogue.completed_by(row), found)
        completing = self.scored(self.catalogue.companions(row), found)
        linked = (
            *qualifying,
            *(item for item in bases if self._is_told_with(item, lead, least=0.0)),
            *(item for item in completing if self._is_told_with(item, lead, least=_COMPLETES)),
        )
        near = ranked(item for item in on_matter if self._is_near(item, lead, row))[:MOST_NEAR]
        unique = {item.passage.id: item for item in (*linked, *near)}
        return current(tuple(unique.values()))[:MOST_COMPANIONS]

    def _is_told_with(self, item: ScoredPassage, lead: ScoredPassage, *, least: float) -> bool:
        """Whether a linked row was found nearly enough as well; a list, which is long, must have been more so."""
        is_long = has_list(item.passage) and not asks_list(self.query.asked)
        return item.score >= (_LIST if is_long else least) * lead.score

    def _is_near(self, item: ScoredPassage, lead: ScoredPassage, row: Requirement) -> bool:
        """Whether a row on the lead's matter was found nearly as well; an absence only beside another one."""
        own = self.row_of(item)
        if (
            own is None
            or (is_guidance(item) and not is_guidance(lead))
            or (own.force is Force.ABSENCE and row.force is not Force.ABSENCE)
        ):
            return False
        return item.score >= _COMPANION * lead.score

    def _section_asked_for(self, row: Requirement) -> list[Requirement]:
        """The other rules of the section that the question names, where the lead is one of them; else none."""
        if row.force is Force.ABSENCE:
            return []
        for asked in self.query.provisions:
            for key in row.provisions:
                whole = f"{act_of(key)}{asked}" if asked.startswith(":") else asked
                if names_a_section(whole) and covers(whole, key):
                    rows = self.catalogue.of_provision(whole)
                    return [other for other in rows if other.id != row.id and other.force is not Force.ABSENCE]
        return []

    def _tasks_asked_for(self, row: Requirement) -> list[Requirement]:
        """The other rules of the lead's section, where the question asks for all that somebody has to do."""
        if row.force is Force.ABSENCE or not (asks_list(self.query.asked) and TASKS.search(self.query.asked)):
            return []
        section = ":".join(row.provisions[0].split(":")[:2])
        rows = self.catalogue.of_provision(section)
        return [
            other
            for other in rows
            if other.id != row.id and other.force is not Force.ABSENCE and set(other.actors) & set(row.actors)
        ]

    def is_example_not_asked_for(self, item: ScoredPassage) -> bool:
        """Whether the record tells of a municipality, where the question neither names it nor asks for examples."""
        row_id = item.passage.row_id
        if not self.catalogue.is_example(row_id):
            return False
        return row_id.split(".", 1)[0] not in self.municipalities and not EXAMPLES.search(self.query.text)

    def is_unnamed_term(self, item: ScoredPassage) -> bool:
        """Whether the record is of a word that does not stand in the question."""
        if item.passage.kind is not SourceKind.TERM:
            return False
        return all(named.term.id != item.passage.row_id for named in self.senses)

    def whole_section(self, found: Items) -> Part | None:
        """Every rule in force of a section, where the question names the section and asks nothing else of it."""
        if not self.query.provisions or not WHOLE.search(self.query.text):
            return None
        if len(self.query.text.split()) > MOST_WORDS_FOR_A_SECTION:
            return None
        for asked in self.query.provisions:
            acts = {act_of(key) for item in found if item.standing in CURRENT for key in item.passage.provisions}
            keys = [f"{act}{asked}" for act in sorted(acts)] if asked.startswith(":") else [asked]
            for key in keys:
                rules = current(self.scored(self.catalogue.of_provision(key), found)) if names_a_section(key) else ()
                rules = tuple(item for item in rules if (row := self.row_of(item)) and row.force is not Force.ABSENCE)
                if len(rules) > 1:
                    return Part(lead=rules[0], companions=rules[1 : MOST_OF_A_SECTION + 1])
        return None

    @property
    def asks_for_decision(self) -> bool:
        """Whether the question asks what Parliament decided."""
        return asks_what_parliament_decided(self.query.asked)

    def latest_plan(self, found: Items) -> Items:
        """The latest plan known on the date, where the question asks what Parliament decided or what will change."""
        known = [row for row in self.catalogue.plans() if not row.validity.begins_after(self.query.as_of)]
        latest = max(known, key=lambda row: row.validity.valid_from or date.min, default=None)
        if latest is None:
            return ()
        known_since = (latest.validity.valid_from or date.min).year
        if not (self.asks_for_decision or asks_what_will_change(self.query.asked, after=known_since)):
            return ()
        return self.scored([latest], found)

    def _of_senses(self, term: ScoredPassage) -> Items:
        """Other terms that the question names, and the rules behind the senses of this one."""
        senses = [named.sense for named in self.senses if named.term.id == term.passage.row_id]
        row_ids = [row_id for sense in senses if sense.validity.covers(self.query.as_of) for row_id in sense.rows]
        rows = [self.catalogue.requirements[row_id] for row_id in dict.fromkeys(row_ids)]
        named = dict.fromkeys(named.term.id for named in self.senses if named.term.id != term.passage.row_id)
        others = [self.fetch(term_id) for term_id in named]
        terms = tuple(ScoredPassage(p, 0.0, standing_of(p, self.query.as_of)) for p in others[:1] if p is not None)
        return current((*terms, *self.scored(rows, ())))[:MOST_COMPANIONS]

    def _lists_of(self, lead: ScoredPassage) -> Items:
        """The lists of the same programme for whose kind the question asks: its headings, objectives, ..."""
        kinds = [kind for kind, words in KINDS.items() if words.search(self.query.text)]
        passages = [self.fetch(f"{lead.passage.row_id.split('.', 1)[0]}.{kind}") for kind in kinds]
        found = (ScoredPassage(p, 0.0, standing_of(p, self.query.as_of)) for p in passages if p is not None)
        return tuple(item for item in found if item.passage.id != lead.passage.id)
