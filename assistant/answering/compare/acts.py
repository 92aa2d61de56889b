"""The Act before today's and what applies now, matter by matter: which rows of the catalogue stand side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answering.compare.asked import ActsAsked, Side
from assistant.answering.compare.table import MOST_ROWS, Row, Told
from assistant.answering.items import is_guidance
from assistant.answering.related import Related
from assistant.answering.titles import title_of_matter
from assistant.domain.knowledge import Force, Requirement
from assistant.domain.query import Evidence
from assistant.knowledge.provision import covers

_SECOND_MATTER = 0.8
"""Share of a row's score that counts for a matter that is not its main one."""
_NEAR = 0.85
"""A matter below this share of the best one gets no row of the table."""
_ONE_SIDED = 0.95
"""The same for a matter that only one side speaks of."""
_IN_CELL = 0.8
"""A further rule of a cell scores at least this share of the best one there."""
_BEFORE = 1.01
"""Factor on the score of a row for the rule that it completes."""
_MOST_IN_CELL = 2
_MOST_JOINED = 4
"""Rules in a cell where one rule of the other side answers to several matters."""
_ABOUT_SOURCES = frozenset({"act-succession", "old-guidance", "guidance-versions", "drafting-news", "reform-2027"})
"""Matters that are no rules of a municipality's work: no part of a comparison that names no subject."""


@dataclass
class _Aligned:
    """Ids of the rules of each side on one matter."""

    matter: str
    cells: list[list[str]]


@dataclass(frozen=True)
class ActsCompared:
    """Chooses and aligns the rows."""

    related: Related
    asked: ActsAsked
    old_act: str
    old_day: date
    """The last day of the old Act."""
    words_of: Callable[[Sequence[str]], Mapping[str, frozenset[str]]]
    """The content terms of rows, by their ids."""

    def rows(self, found: Evidence | None) -> list[Row]:
        """Rows of the table, the most relevant first; none where no rule of either side was found.

        `found` is what was found for the subject; without it all matters that every side speaks of are compared, in the
        order of the corpus.
        """
        scores = self._scores(found)
        rows: list[_Aligned] = []
        for matter in self._matters(scores):
            self._add(matter, scores, rows)
        return [self._told(row) for row in rows if all(row.cells) or scores][:MOST_ROWS]

    def _scores(self, found: Evidence | None) -> dict[str, float]:
        """By row: the score that it was found with; a row of a section that is named counts as better than others."""
        scores: dict[str, float] = {}
        for item in found.items if found else ():
            row = self.related.row_of(item)
            if row is not None and self._may_stand(row) and not is_guidance(item):
                scores.setdefault(row.id, item.score)
        for row_id, score in list(scores.items()):
            # What completes a rule is told after it.
            for completed in self.related.catalogue.completed_by(self.related.catalogue.requirements[row_id]):
                if self._may_stand(completed):
                    scores[completed.id] = max(score * _BEFORE, scores.get(completed.id, 0.0))
        best = max(scores.values(), default=1.0)
        for key in self.asked.sections:
            for row in self.related.catalogue.of_provision(key):
                if self._may_stand(row):
                    scores[row.id] = best + scores.get(row.id, 0.0)
        return scores

    def _may_stand(self, row: Requirement) -> bool:
        return any(self._is_on(row, side) for side in self.asked.sides)

    def _matters(self, scores: Mapping[str, float]) -> list[str]:
        """The matters to compare, best first; those of which every side speaks before others that are as good."""
        order = list(self.related.catalogue.matters)
        if not scores:
            return [matter for matter in order if matter not in _ABOUT_SOURCES]
        by_matter: dict[str, float] = {}
        for row_id, score in scores.items():
            for place, matter in enumerate(self.related.catalogue.requirements[row_id].matters):
                weighed = score if place == 0 else _SECOND_MATTER * score
                by_matter[matter] = max(by_matter.get(matter, 0.0), weighed)
        best = max(by_matter.values())
        whole = {matter: all(self._candidates(matter, side) for side in self.asked.sides) for matter in by_matter}
        near = [matter for matter in by_matter if by_matter[matter] >= (_NEAR if whole[matter] else _ONE_SIDED) * best]

        def rank(matter: str) -> tuple[int, float, bool, int]:
            named = sum(any(map(self._is_of_section, self._candidates(matter, side))) for side in self.asked.sides)
            return (
                -named,
                -by_matter[matter],
                not whole[matter],
                order.index(matter) if matter in order else len(order),
            )

        return sorted(near, key=rank)

    def _add(self, matter: str, scores: Mapping[str, float], rows: list[_Aligned]) -> None:
        """Add the matter as a row; where an earlier row tells all that a side says of it, the rest joins that row."""
        told = {row_id: row for row in rows for cell in row.cells for row_id in cell}
        candidates = [self._candidates(matter, side) for side in self.asked.sides]
        untold = [[row for row in side if row.id not in told] for side in candidates]
        spent = [old for old, new in zip(candidates, untold, strict=True) if old and not new]
        cells = self._cells(matter, untold, scores)
        if not any(cells):
            return
        if not spent:
            rows.append(_Aligned(matter, cells))
            return
        # What one rule says of several matters is told once.
        row = told[spent[0][0].id]
        least = _IN_CELL * max(scores.values(), default=0.0)
        for own, added in zip(row.cells, cells, strict=True):
            own += [row_id for row_id in added if scores.get(row_id, 0.0) >= least][: _MOST_JOINED - len(own)]
        main = [self.related.catalogue.requirements[one].matters[0] for cell in row.cells for one in cell]
        row.matter = max(main, key=main.count)

    def _cells(
        self, matter: str, candidates: Sequence[Sequence[Requirement]], scores: Mapping[str, float]
    ) -> list[list[str]]:
        """For each side the rules that were found best, or that share most words with what was found for the others."""
        ids = [row.id for side in candidates for row in side]
        words = self.words_of(ids)
        model = words.get(max(ids, key=lambda row_id: scores.get(row_id, 0.0)), frozenset()) if ids else frozenset()

        def rank(row: Requirement) -> tuple[float, bool, int]:
            return (-scores.get(row.id, 0.0), row.matters[0] != matter, -len(model & words.get(row.id, frozenset())))

        cells = []
        for side in candidates:
            ranked = [row.id for row in sorted(side, key=rank)]
            best = scores.get(ranked[0], 0.0) if ranked else 0.0
            near = [row_id for row_id in ranked[1:] if best and scores.get(row_id, 0.0) >= _IN_CELL * best]
            cells.append([*ranked[:1], *near][:_MOST_IN_CELL])
        return cells

    def _candidates(self, matter: str, side: Side) -> list[Requirement]:
        """The rules of a side on the matter: of the section that is named for its Act, else of the whole Act."""
        rows = [
            row
            for row in self.related.catalogue.of_matter(matter)
            if self._is_on(row, side) and self.related.concerns(row)
        ]
        return [row for row in rows if self._is_of_section(row)] or rows

    def _is_on(self, row: Requirement, side: Side) -> bool:
        if row.force in {Force.SHOULD, Force.PLAN} or not row.provisions:
            return False
        if side is Side.ISSUED:
            return row.validity.never_applied
        if side is Side.OLD:
            return row.act == self.old_act and row.validity.covers(self.old_day)
        return row.act != self.old_act and row.validity.covers(self.related.query.as_of)

    def _is_of_section(self, row: Requirement) -> bool:
        return any(covers(key, own) or covers(own, key) for key in self.asked.sections for own in row.provisions)

    def _told(self, row: _Aligned) -> Row:
        catalogue = self.related.catalogue
        cells = tuple(
            tuple(Told(item) for item in self.related.scored((catalogue.requirements[one] for one in cell), ()))
            for cell in row.cells
        )
        return Row(title_of_matter(row.matter, catalogue, self.related.query.language), cells)
