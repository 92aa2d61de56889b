"""What a score is multiplied by for a passage's standing and kind, and for what the question asks for."""

from __future__ import annotations

import re

from assistant.domain.passage import Passage, StatementRole
from assistant.domain.query import Query
from assistant.domain.source import GUIDANCE_KINDS, Origin, SourceKind, Standing
from assistant.knowledge.catalogue import Catalogue
from assistant.knowledge.provision import act_of, covers, names_a_section
from assistant.retrieval.meaning import (
    asks_amount,
    asks_guidance,
    asks_list,
    asks_meaning,
    asks_time,
    begins_openly,
    tells_amount,
    tells_time,
)
from assistant.retrieval.standing import CURRENT
from assistant.retrieval.weights import Weights

_FEWEST_ITEMS = 3
"""Items that make a list."""


def factor_of(query: Query, passage: Passage, standing: Standing, catalogue: Catalogue, weights: Weights) -> float:
    """The product of the factors that hold, above 0; 1.0 where none does."""
    factor = 1.0
    if standing is Standing.NOT_YET_IN_FORCE:
        factor = weights.not_yet
    elif standing is Standing.NEVER_IN_FORCE and query.is_as_issued:
        factor = weights.as_issued
    elif standing not in CURRENT:
        factor = weights.not_current
    if passage.kind is SourceKind.TERM and not asks_meaning(query.text, passage.headings):
        factor *= weights.term
    if has_list(passage) and asks_list(query.asked):
        factor *= weights.listed
    if asks_time(query.asked) and not tells_time(passage.text):
        factor *= weights.timeless
    if asks_amount(query.asked) and not tells_amount(passage.text):
        factor *= weights.sumless
    if _leaves_out_what_is_asked(query, passage, catalogue):
        factor *= weights.denial
    if _is_on_what_is_named(query, passage):
        factor *= weights.named
    if _is_for_others(query, passage, catalogue):
        factor *= weights.unnamed
    if passage.origin is Origin.STATUTE and _is_of_other_act(query, passage, catalogue):
        factor *= weights.other_act
    if passage.kind in GUIDANCE_KINDS and not asks_guidance(query.text):
        factor *= weights.guidance
    return factor


def has_list(passage: Passage) -> bool:
    """Whether the passage has a list of three items or more."""
    return sum(statement.role is StatementRole.ITEM for statement in passage.statements) >= _FEWEST_ITEMS


def _leaves_out_what_is_asked(query: Query, passage: Passage, catalogue: Catalogue) -> bool:
    """Whether the question asks who, when or how, and the record tells what the rules on that do not say."""
    row = catalogue.requirements.get(passage.row_id)
    return row is not None and catalogue.is_beside_a_rule(row, query.as_of) and begins_openly(query.asked)


def _is_for_others(query: Query, passage: Passage, catalogue: Catalogue) -> bool:
    """Whether the rule is for a group of people or a time that the question does not name."""
    row = catalogue.requirements.get(passage.row_id)
    when = row.when.get(query.language, "") if row else ""
    return bool(when) and not re.search(when, query.text, re.I)


def _is_on_what_is_named(query: Query, passage: Passage) -> bool:
    """Whether the passage is on a provision that the question names, with or without its Act."""
    return any(
        covers(asked, key.removeprefix(act_of(key)) if asked.startswith(":") else key)
        for asked in query.provisions
        for key in passage.provisions
        if names_a_section(key)
    )


def _is_of_other_act(query: Query, passage: Passage, catalogue: Catalogue) -> bool:
    act = act_of(passage.provisions[0])
    return act not in catalogue.main_acts and act not in query.asked
