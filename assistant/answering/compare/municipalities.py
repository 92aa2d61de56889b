"""Programmes of municipalities side by side: what is known of each, by kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from assistant.answering.asked_for import KINDS
from assistant.answering.compare.table import MOST_ROWS, Row, Told
from assistant.domain.knowledge import Example
from assistant.domain.passage import Passage, Statement
from assistant.domain.query import Query, ScoredPassage
from assistant.retrieval.standing import standing_of
from assistant.templates import Texts

MOST_EXAMPLES = 2
"""Programmes of one municipality."""
_ASKED = {
    "act": re.compile(r"\bla(?:ki|in|kia|issa)\b|\blag(?:en)?\b|\bact\b|\blaw\b", re.I),
    "decision": re.compile(
        r"hyväks|valtuust|päät(?:ti|ös|et)|käsitteli|käsiteltäv|godkän|fullmäktig|beslut|behandla[dts]|"
        r"approv|council|decid|decision|dealt with",
        re.I,
    ),
    "follow_up": re.compile(
        r"seura(?:a|nta|nna|taan|tiin)|raport|uppfölj|följ(?:s|er|a|des) (?:också )?(?:upp|av)|rapport|"
        r"follow(?:s|ed)?[ -]up|is also followed|followed by|report|monitor",
        re.I,
    ),
}
_ORDER = ("act", "decision", "headings", "objectives", "measures", "indicators", "follow_up", "other")


def municipality_rows(
    examples: Mapping[str, Sequence[Example]], fetch: Callable[[str], Passage | None], query: Query, texts: Texts
) -> list[Row]:
    """What is known of each municipality's programmes, by kind; of the kinds asked for, where the question names some.

    The Act under which a programme was made always comes first: it says what the programme is worth today.
    """
    asked = _kinds_asked(query.asked)
    cells = [_by_kind(programmes[:MOST_EXAMPLES], fetch, query, once=not asked) for programmes in examples.values()]
    rows = []
    for kind in _ORDER:
        told = tuple(tuple(cell.get(kind, ())) for cell in cells)
        wanted = kind in asked if asked else any(told)
        if wanted or (kind == "act" and any(told)):
            rows.append(Row(texts.get(f"compare_kind_{kind}"), told))
    # Where there are too many, what is known of one only gives way to what can be compared.
    kept = sorted(rows, key=lambda row: sum(not cell for cell in row.cells))[:MOST_ROWS]
    return [row for row in rows if row in kept]


def _kinds_asked(text: str) -> set[str]:
    kinds = {kind for kind, words in KINDS.items() if words.search(text)}
    return kinds | {kind for kind, words in _ASKED.items() if kind != "act" and words.search(text)}


def _by_kind(
    examples: Sequence[Example], fetch: Callable[[str], Passage | None], query: Query, *, once: bool
) -> dict[str, list[Told]]:
    cells: dict[str, list[Told]] = {}
    for example in examples:
        facts = fetch(example.id)
        if facts is not None:
            item = ScoredPassage(facts, 0.0, standing_of(facts, query.as_of))
            for kind, statements in _sorted(facts, example, once=once).items():
                cells.setdefault(kind, []).append(Told(item, tuple(statements)))
        for kind in KINDS:
            listed = fetch(f"{example.id}.{kind}")
            if listed is not None:
                cells.setdefault(kind, []).append(Told(ScoredPassage(listed, 0.0, standing_of(listed, query.as_of))))
    return cells


def _sorted(facts: Passage, example: Example, *, once: bool) -> dict[str, list[Statement]]:
    """The statements by kind: the first that names the Act of the programme, then decisions, follow-up, the rest.

    `once`: each under its first kind only.
    """
    kinds: dict[str, list[Statement]] = {}
    for statement in facts.statements:
        text = facts.quote(statement)
        is_of_act = example.act and example.act in text and "act" not in kinds
        for kind in ["act"] if is_of_act else _kinds_of(text)[: 1 if once else None]:
            kinds.setdefault(kind, []).append(statement)
    return kinds


def _kinds_of(text: str) -> list[str]:
    """Follow-up or a decision, or whatever lists the sentence speaks of: "objectives and indicators" is both."""
    for kind in ("follow_up", "decision"):
        if _ASKED[kind].search(text):
            return [kind]
    return [kind for kind, pattern in KINDS.items() if pattern.search(text)] or ["other"]
