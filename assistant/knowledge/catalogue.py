"""The catalogue as answering uses it: rows by matter, companions, and term senses in a question."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assistant.domain.knowledge import Conflict, Example, Force, Requirement, Term, TermSense
from assistant.domain.source import Validity
from assistant.knowledge.provision import covers, natural_order, subsection_of
from assistant.language.content import content_terms
from assistant.protocols import Analyser

_MAIN = 0.1
_RULES = frozenset({Force.MUST, Force.MAY, Force.FACT})


@dataclass(frozen=True)
class NamedSense:
    """A sense of a term whose name stands in a question."""

    term: Term
    sense: TermSense
    form: str


class Catalogue:
    """Requirements and terms with their relations."""

    def __init__(
        self,
        requirements: Mapping[str, Requirement],
        terms: Mapping[str, Term],
        examples: Mapping[str, Example] | None = None,
        conflicts: Mapping[str, Conflict] | None = None,
        matters: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        """Index the relations of the rows."""
        self.examples = dict(examples or {})
        self.conflicts = dict(conflicts or {})
        self.requirements = dict(requirements)
        self.terms = dict(terms)
        self.matters = dict(matters or {})
        self._by_matter: dict[str, list[str]] = defaultdict(list)
        self._companions: dict[str, list[str]] = defaultdict(list)
        for row in requirements.values():
            for matter in row.matters:
                self._by_matter[matter].append(row.id)
            for completed in row.completes:
                self._companions[completed].append(row.id)
        self._forms: dict[tuple[str, str], tuple[frozenset[str], ...]] = {}

    @cached_property
    def first_day(self) -> date | None:
        """The first day on which any rule of the catalogue applied."""
        return min(
            (row.validity.valid_from for row in self.requirements.values() if row.validity.valid_from), default=None
        )

    @cached_property
    def last_day_of_old_law(self) -> date | None:
        """The day on which most rules that have ended did: the last one of the Act before today's."""
        ends = [row.validity.valid_to for row in self.requirements.values() if row.validity.valid_to]
        return max(sorted(set(ends)), key=ends.count, default=None)

    def of_matter(self, matter: str) -> list[Requirement]:
        """The rows of a matter, in the order of the files."""
        return [self.requirements[row_id] for row_id in self._by_matter.get(matter, [])]

    def same_matter(self, row: Requirement) -> list[Requirement]:
        """Other rows on the same matters, those of the row's main matter first."""
        seen = {row.id}
        rows = []
        for matter in row.matters:
            for other in self.of_matter(matter):
                if other.id not in seen:
                    seen.add(other.id)
                    rows.append(other)
        return rows

    def is_beside_a_rule(self, row: Requirement, day: date) -> bool:
        """Whether the row is an absence on whose main matter the law says something on `day`.

        It leaves out a detail then. Where the law is silent on the whole matter, the absence is the answer.
        """
        if row.force is not Force.ABSENCE or not row.matters:
            return False
        main = row.matters[0]
        others = (other for other in self.of_matter(main) if other.matters[0] == main and not other.interprets)
        return any(other.force in _RULES and other.validity.covers(day) for other in others)

    def companions(self, row: Requirement) -> list[Requirement]:
        """The rows that complete this one."""
        return [self.requirements[row_id] for row_id in self._companions.get(row.id, [])]

    def completed_by(self, row: Requirement) -> list[Requirement]:
        """The rows that this one completes."""
        return [self.requirements[row_id] for row_id in row.completes if row_id in self.requirements]

    def qualifying(self, row: Requirement, text: str, language: str) -> list[Requirement]:
        """The rows that change what this one says for a group of people or a time that `text` names."""
        return [
            other
            for other in self._qualifiers
            if other.id != row.id
            and any(covers(key, own) for key in other.qualifies for own in row.provisions)
            and re.search(other.when[language], text, re.I)
        ]

    @cached_property
    def _qualifiers(self) -> tuple[Requirement, ...]:
        return tuple(row for row in self.requirements.values() if row.qualifies)

    def of_provision(self, key: str) -> list[Requirement]:
        """The rows on a provision or a part of it, in the order of the statute."""
        rows = [row for row in self.requirements.values() if any(covers(key, own) for own in row.provisions)]
        return sorted(rows, key=lambda row: min(natural_order(own) for own in row.provisions if covers(key, own)))

    def main_act_with(self, section: str, day: date) -> str | None:
        """The Act that a section without one (":45") means on `day`: the one with most rows in force then."""
        acts = [row.act for row in self.requirements.values() if row.validity.covers(day) and row.act]
        return max(sorted(set(acts)), key=acts.count, default=None)

    @cached_property
    def main_acts(self) -> frozenset[str]:
        """The Acts that the catalogue is about: those of a tenth of its rows or more."""
        acts = [row.act for row in self.requirements.values() if row.act]
        return frozenset(act for act in set(acts) if acts.count(act) >= _MAIN * len(acts))

    @cached_property
    def _by_subsection(self) -> dict[str, list[Requirement]]:
        rows: dict[str, list[Requirement]] = defaultdict(list)
        for row in self.requirements.values():
            for subsection in dict.fromkeys(subsection_of(key) for key in row.provisions):
                rows[subsection].append(row)
        return rows

    def told_of(self, key: str, validity: Validity) -> list[Requirement]:
        """The rows that tell a subsection, or the whole section, in the wording that has this validity; no absences."""
        section = key.rsplit(":", 1)[0]
        rows = [*self._by_subsection.get(key, ()), *self._by_subsection.get(section, ())]
        return [row for row in rows if row.force is not Force.ABSENCE and _is_of_one_time(row.validity, validity)]

    def plans(self) -> list[Requirement]:
        """Rows that tell of planned law."""
        return [row for row in self.requirements.values() if row.force is Force.PLAN]

    def senses_named(self, text: str, language: str, analyser: Analyser) -> list[NamedSense]:
        """Senses with a form in `text`, longest form first; one for each sense."""
        words = content_terms(analyser.terms(text), language)
        found = []
        for term in self.terms.values():
            for sense in term.senses:
                forms = self._analysed(sense, language, analyser)
                hits = [
                    form for form, terms in zip(sense.forms[language], forms, strict=True) if terms and terms <= words
                ]
                if hits:
                    found.append(NamedSense(term, sense, max(hits, key=len)))
        return sorted(found, key=lambda named: (-len(named.form), named.sense.id))

    def conflicts_of(self, told: Set[str], beside: Set[str], day: date) -> list[Conflict]:
        """Disagreements that hold on `day`, of which what holds is among `told` and the other side among `beside`."""
        return [
            conflict
            for conflict in self.conflicts.values()
            if conflict.validity.covers(day) and told & {*conflict.follow} and beside & {*conflict.between}
        ]

    def is_example(self, row_id: str) -> bool:
        """Whether the row, or the list of a row ("M13.objectives"), tells what a municipality has done."""
        return row_id.split(".", 1)[0] in self.examples

    def municipalities_named(self, text: str, language: str, analyser: Analyser) -> frozenset[str]:
        """Ids of examples from municipalities whose name stands in `text`, in whatever case."""
        named = self.examples_by_municipality(text, language, analyser)
        return frozenset(example_id for example_ids in named.values() for example_id in example_ids)

    def examples_by_municipality(self, text: str, language: str, analyser: Analyser) -> dict[str, tuple[str, ...]]:
        """Ids of examples by the name of the municipality, for names that stand in `text`, in the text's order."""
        asked = [analyser.terms(word) for word in re.findall(r"[\w:-]+", text) if word[:1].isupper()]
        named: dict[str, list[str]] = defaultdict(list)
        place: dict[str, int] = {}
        for example in self.examples.values():
            for name in example.municipalities[language]:
                terms = analyser.terms(name)
                places = [at for at, word in enumerate(asked) if _is_same_name(terms, word)]
                if places:
                    named[name].append(example.id)
                    place[name] = places[0]
        return {name: tuple(named[name]) for name in sorted(named, key=lambda name: place[name])}

    def _analysed(self, sense: TermSense, language: str, analyser: Analyser) -> tuple[frozenset[str], ...]:
        key = (sense.id, language)
        if key not in self._forms:
            self._forms[key] = tuple(content_terms(analyser.terms(form), language) for form in sense.forms[language])
        return self._forms[key]


def is_unconfirmed(row: Requirement | None, day: date) -> bool:
    """Whether the row's provision reads otherwise on `day` than when the row was confirmed."""
    return row is not None and row.unconfirmed_from is not None and row.unconfirmed_from <= day


def _is_of_one_time(one: Validity, other: Validity) -> bool:
    """Whether both never applied, or there is a day on which both apply."""
    if one.never_applied or other.never_applied:
        return one.never_applied and other.never_applied
    first = max(one.valid_from or date.min, other.valid_from or date.min)
    return first <= min(one.valid_to or date.max, other.valid_to or date.max)


def _is_same_name(name: Sequence[str], word: Sequence[str]) -> bool:
    """One base form, or (for names that the lemma table takes for another word) one beginning of four letters."""
    if not name or not word:
        return False
    grams, found = ([term for term in terms if term.startswith("#")][:2] for terms in (name, word))
    return name[0] == word[0] or (len(grams) == 2 and grams == found)
