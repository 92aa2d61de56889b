"""What is found for a question: one search for each of its parts, and for a follow-up with the question before it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.parts import after, context_of, is_clipped, parts_of, points_back
from assistant.domain.query import Evidence, Follows, Query, ScoredPassage
from assistant.knowledge.provision import covers, names_a_section
from assistant.language.content import content_terms
from assistant.retrieval.floor import FAINT_CHANCE, NEAR_CHANCE, is_in_scope
from assistant.retrieval.retrieve import Retriever
from assistant.retrieval.vocabulary import stands_in_sources

FEWEST_WORDS_ALONE = 4
"""Content terms (lemmas and parts) that a follow-up, or a later part of a question, needs to be searched alone."""
FOREIGN_CHANCE = 0.1
"""Chance to be in scope below which a follow-up with a question of its own is about something else altogether."""
WORDS_OF_A_WHOLE_PART = 6
"""Words of a later part that says what it is about, unless one of them points back."""
_PART_ALONE = 0.35
"""Weight of what is found for a later part alone, beside what is found for it after the part before."""
NEAR = 1.08
"""Factor for what the answer before rested on, where a follow-up asks more about the same."""
NOT_FOUND = 0.8
EVIDENCE = 24
"""Passages that are looked at for one answer."""


def find(query: Query, retriever: Retriever) -> list[Evidence]:
    """Evidence for each question asked; for a follow-up, what suits it both alone and after the question before it."""
    if query.follows is Follows.NOTHING:
        return [_nearer(evidence, query, retriever) for evidence in _parts_found(query, retriever)]
    together = _nearer(retriever.retrieve(query, limit=EVIDENCE), query, retriever)
    if query.follows not in {Follows.QUESTION, Follows.PERHAPS}:
        return [together]
    few = len(_content(query.asked, query, retriever)) < FEWEST_WORDS_ALONE
    if few and query.follows is Follows.QUESTION:
        return [together]
    alone = retriever.retrieve(replace(query, text=query.asked), limit=EVIDENCE)
    if query.follows is Follows.PERHAPS and not is_in_scope(alone.scope, least_chance=FOREIGN_CHANCE):
        return [alone]
    return [together] if few else [_both(together, alone)]


def _parts_found(query: Query, retriever: Retriever) -> list[Evidence]:
    """Evidence for each part of a question: the first with its context, one that points back after the part before."""
    parts = parts_of(query.asked)
    context = context_of(query.asked)

    def found_for(text: str, part: str) -> Evidence:
        return retriever.retrieve(replace(query, text=text.strip(), asked=part), limit=EVIDENCE)

    if len(parts) == 1:
        return [found_for(parts[0], query.asked)]
    found = [replace(found_for(f"{context} {parts[0]}", parts[0]), asked=parts[0])]
    for before, part in itertools.pairwise(parts):
        together = f"{context} {after(before, part)}"
        if is_clipped(part):
            found.append(replace(_near_to(found[-1], found_for(together, part)), asked=part))
            continue
        alone = found_for(part, part)
        few = len(_content(part, query, retriever)) < FEWEST_WORDS_ALONE
        if (few or points_back(part) or _is_vague(alone)) and not _is_strange(part, alone, query, retriever):
            alone = _near_to(found[-1], _both(found_for(together, part), alone, alone_counts=_PART_ALONE))
        found.append(replace(alone, asked=part))
    return found


def _is_strange(part: str, alone: Evidence, query: Query, retriever: Retriever) -> bool:
    """Whether a part is about what the sources do not cover: no part before it says what it means."""
    if is_in_scope(alone.scope, least_chance=NEAR_CHANCE):
        return False
    if len(part.split()) >= WORDS_OF_A_WHOLE_PART and not points_back(part):
        return True
    words = re.findall(r"[^\W\d_]{4,}", part)
    return any(not stands_in_sources(word, retriever.index, retriever.analysers) for word in words)


def _is_vague(evidence: Evidence) -> bool:
    """Whether the sources may cover it, though it hardly says so by itself: "What must the county do today?"."""
    return is_in_scope(evidence.scope, least_chance=FAINT_CHANCE) and not is_in_scope(evidence.scope)


def _content(text: str, query: Query, retriever: Retriever) -> frozenset[str]:
    return content_terms(retriever.analysers[query.language].terms(text), query.language)


def _both(together: Evidence, alone: Evidence, *, alone_counts: float = 0.5) -> Evidence:
    """What was found for a question together with the one before it and alone, by the weighted mean of both scores."""
    items = {item.passage.id: item for item in (*alone.items, *together.items)}
    merged = [
        replace(item, score=(1 - alone_counts) * _score(together, one) + alone_counts * _score(alone, one))
        for one, item in items.items()
    ]
    return replace(together, items=tuple(sorted(merged, key=lambda item: -item.score)))


def _nearer(evidence: Evidence, query: Query, retriever: Retriever) -> Evidence:
    """The evidence with what the answer before rested on further up."""
    if not query.near:
        return evidence
    act_with = retriever.index.catalogue.main_act_with
    keys = [f"{act_with(key, query.as_of) or ''}{key}" if key.startswith(":") else key for key in query.near]
    return _weighed(evidence, keys)


def _near_to(before: Evidence, evidence: Evidence) -> Evidence:
    """The evidence with what stands in the section that answers the part before further up."""
    return _weighed(evidence, before.items[0].passage.provisions if before.items else ())


def _weighed(evidence: Evidence, keys: Sequence[str]) -> Evidence:
    sections = [":".join(key.split(":")[:2]) for key in keys if names_a_section(key)]

    def is_near(item: ScoredPassage) -> bool:
        return any(covers(section, key) for section in sections for key in item.passage.provisions)

    weighed = [replace(item, score=item.score * NEAR) if is_near(item) else item for item in evidence.items]
    return replace(evidence, items=tuple(sorted(weighed, key=lambda item: -item.score)))


def _score(evidence: Evidence, passage_id: str) -> float:
    """The passage's score; a little less than the last one's for a passage that was not found."""
    scores = {item.passage.id: item.score for item in evidence.items}
    return scores.get(passage_id, NOT_FOUND * min(scores.values(), default=0.0))
