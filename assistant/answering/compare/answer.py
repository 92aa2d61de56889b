"""From a question that asks for a comparison to a table of verified sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.answering.caveats import DraftCaveat, draft_caveats
from assistant.answering.compare.acts import ActsCompared
from assistant.answering.compare.asked import ActsAsked, Side, acts_asked, asks_to_compare
from assistant.answering.compare.municipalities import municipality_rows
from assistant.answering.compare.table import DraftTable, Row, draft_of_rows
from assistant.answering.extract import Draft, Framing
from assistant.answering.gather import checked_to, gather
from assistant.answering.related import Related
from assistant.answering.selection import Part, Selection
from assistant.domain.query import Evidence, Query
from assistant.retrieval.floor import is_in_scope
from assistant.retrieval.retrieve import Retriever
from assistant.retrieval.standing import CURRENT
from assistant.templates import Texts, listed, written_date

EVIDENCE = 24
"""Passages that are looked at for the subject of a comparison."""

LEAST_CHANCE_ALONE = 0.02
"""Least chance to be in scope of what is compared: a word or two alone lie far from every question in full."""


@dataclass(frozen=True)
class Compared:
    """A comparison as a draft, with the evidence that its labels mean."""

    query: Query
    """The question as it was compared: a comparison with the old Act holds for today."""
    draft: Draft
    tables: tuple[DraftTable, ...]
    caveats: tuple[DraftCaveat, ...]
    evidence: Evidence
    checked_to: date | None
    timings_ms: dict[str, float]
    is_partial: bool
    """No source tells one side of the first row, or any side of another."""


def compare(query: Query, retriever: Retriever, texts: Texts, *, today: date) -> Compared | None:
    """Two Acts or two municipalities side by side, where the question asks for it and there is something to align.

    None otherwise: the question is then answered like any other.
    """
    if asks_to_compare(query.asked) and (compared := _municipalities(query, retriever, texts)) is not None:
        return compared
    return _acts(query, retriever, texts, today=today)


def _municipalities(query: Query, retriever: Retriever, texts: Texts) -> Compared | None:
    index = retriever.index
    analyser = retriever.analysers[query.language]
    named = index.catalogue.examples_by_municipality(query.asked, query.language, analyser)
    if len(named) < 2:
        return None
    examples = {name: [index.catalogue.examples[one] for one in ids] for name, ids in named.items()}
    rows = municipality_rows(examples, lambda row_id: index.store.of_row(row_id, query.language), query, texts)
    if not rows:
        return None
    return _compared(
        rows,
        Selection(()),
        query,
        retriever,
        texts,
        caption=texts.get("compare_caption", sides=listed(list(named), texts)),
        columns=list(named),
        missing=[texts.get("compare_missing_municipality", name=name) for name in named],
        lead=(Framing(texts.get("lead_examples")),),
    )


def _acts(query: Query, retriever: Retriever, texts: Texts, *, today: date) -> Compared | None:
    catalogue = retriever.index.catalogue
    old_day = catalogue.last_day_of_old_law
    if old_day is None or (query.date_was_asked and not query.is_old_law and query.as_of <= old_day):
        return None
    query = replace(query, as_of=today) if query.is_old_law else query
    old_act, new_act = (catalogue.main_act_with("", day) for day in (old_day, query.as_of))
    if old_act is None or new_act is None or old_act == new_act:
        return None
    asked = acts_asked(query, old_act, new_act)
    if asked is None:
        return None
    found = retriever.retrieve(replace(query, text=asked.subject), limit=EVIDENCE) if asked.subject else None
    if found is not None and not asked.sections and not is_in_scope(found.scope, least_chance=LEAST_CHANCE_ALONE):
        return None
    related = Related(catalogue, lambda row_id: retriever.index.store.of_row(row_id, query.language), query, ())
    rows = ActsCompared(related, asked, old_act, old_day, _words_of(query.language, retriever)).rows(found)
    if not rows:
        return None
    columns = [_act_column(side, old_act, new_act, old_day, texts) for side in asked.sides]
    compared = _compared(
        rows,
        _selection(rows),
        query,
        retriever,
        texts,
        caption=texts.get("compare_caption", sides=listed(_acts_named(asked, old_act, new_act, texts), texts)),
        columns=columns,
        missing=[texts.get("compare_missing_act", side=column) for column in columns],
    )
    return replace(compared, timings_ms=found.timings_ms if found else {})


def _words_of(language: str, retriever: Retriever) -> Callable[[Sequence[str]], Mapping[str, frozenset[str]]]:
    """The content terms of rows, by their ids, in `language`."""
    store = retriever.index.store

    def words_of(row_ids: Sequence[str]) -> Mapping[str, frozenset[str]]:
        passages = {row_id: store.of_row(row_id, language) for row_id in row_ids}
        words = store.words([passage.id for passage in passages.values() if passage is not None])
        return {row_id: words.get(passage.id, frozenset()) for row_id, passage in passages.items() if passage}

    return words_of


def _compared(
    rows: Sequence[Row],
    selection: Selection,
    query: Query,
    retriever: Retriever,
    texts: Texts,
    *,
    caption: str,
    columns: Sequence[str],
    missing: Sequence[str],
    lead: Sequence[Framing] = (),
) -> Compared:
    gathered = gather(selection, (), (), query, retriever)
    told = [told.item for row in rows for cell in row.cells for told in cell]
    items = {item.passage.id: item for item in (*told, *gathered.evidence.items)}
    evidence = Evidence(tuple(items.values()))
    labels = {item.passage.id: label for label, item in enumerate(evidence.items, start=1)}
    draft, table = draft_of_rows(rows, labels, caption=caption, columns=columns, missing=missing, lead=lead)
    checked = checked_to(evidence, retriever)
    caveats = draft_caveats(
        selection,
        evidence,
        query,
        texts,
        senses=gathered.senses,
        conflicts=gathered.conflicts,
        plans=gathered.plans,
        checked_to=checked,
    )
    is_partial = not all(rows[0].cells) or any(not any(row.cells) for row in rows)
    return Compared(query, draft, (table,), tuple(caveats), evidence, checked, {}, is_partial)


def _selection(rows: Sequence[Row]) -> Selection:
    """The rows as parts of an answer, for what is to be said beside them: what applies leads, the rest is history."""
    parts = []
    for row in rows:
        items = [told.item for cell in row.cells for told in cell]
        current = [item for item in items if item.standing in CURRENT]
        if current:
            past = tuple(item for item in items if item.standing not in CURRENT)
            parts.append(Part(lead=current[0], companions=tuple(current[1:]), history=past))
    return Selection(tuple(parts))


def _act_column(side: Side, old_act: str, new_act: str, old_day: date, texts: Texts) -> str:
    first = written_date(old_day + timedelta(days=1), texts.language)
    act = old_act if side is Side.OLD else new_act
    last = written_date(old_day, texts.language)
    return texts.get(f"compare_{side.value}", act=act, first=first, last=last)


def _acts_named(asked: ActsAsked, old_act: str, new_act: str, texts: Texts) -> list[str]:
    acts = dict.fromkeys(old_act if side is Side.OLD else new_act for side in asked.sides)
    return [texts.get("compare_act", act=act) for act in acts]
