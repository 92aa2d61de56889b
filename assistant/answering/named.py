"""What a provision that the question names says, where nothing told so far is on it: a premise may be wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from assistant.answering.items import Items, current, is_past, ranked
from assistant.answering.related import Related
from assistant.answering.selection import Part
from assistant.domain.knowledge import Force, Requirement
from assistant.domain.query import ScoredPassage
from assistant.knowledge.provision import covers, names_a_section
from assistant.retrieval.standing import CURRENT

_MOST_NAMED = 4
"""Records told of a provision that the question names and nothing else speaks of."""

InItsPlace = Callable[[ScoredPassage, Requirement, Items], ScoredPassage | None]


def on_what_is_named(
    parts: Sequence[Part],
    found: Items,
    related: Related,
    official: Callable[[str], Iterable[ScoredPassage]],
    in_its_place: InItsPlace,
) -> list[Part]:
    """One part more, or none; `found` is all that was found for the question.

    `official` gives the text of a provision, `in_its_place` what applies now for a rule that is gone.
    """
    told = [key for part in parts for item in part.told for key in item.passage.provisions]
    for asked in related.query.provisions:
        act = related.catalogue.main_act_with(asked, related.query.as_of) if asked.startswith(":") else ""
        key = f"{act}{asked}"
        if not names_a_section(key) or any(covers(key, one) or covers(one, key) for one in told):
            continue
        rules = [row for row in related.catalogue.of_provision(key) if row.force is not Force.ABSENCE]
        rows = [row for row in rules if not (related.is_on_aland and _is_of_mainland(row))]
        if rules and not rows:
            continue
        items = current(related.scored(rows, ())) or tuple(official(key))
        if items:
            return [Part(lead=items[0], companions=items[1:_MOST_NAMED])]
        if gone := _gone(ranked(related.scored(rows, found)), found, related, in_its_place):
            return [gone]
    return []


def _is_of_mainland(row: Requirement) -> bool:
    return (row.depends_on or {}).get("territory") == "mainland"


def _gone(items: Items, found: Items, related: Related, in_its_place: InItsPlace) -> Part | None:
    """For a provision that is no longer law: what applies on its matter, with what it said."""
    best = next((item for item in items if is_past(item)), None)
    row = related.row_of(best) if best else None
    lead = in_its_place(best, row, found) if best and row else None
    return related.part(lead, best, found) if best and lead and lead.standing in CURRENT else None
