"""From a query to evidence: words and vectors, fused; language versions counted once; standing computed."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from assistant.domain.passage import Passage
from assistant.domain.query import Evidence, Query, Scope, ScoredPassage
from assistant.domain.source import Origin, Standing
from assistant.language.content import content_terms
from assistant.language.sentences import sentences_asked
from assistant.protocols import Analyser, Embedder, Reranker, Speller
from assistant.retrieval.candidates import Found, Group, nearest_of_any
from assistant.retrieval.factors import factor_of
from assistant.retrieval.index import Index
from assistant.retrieval.question_classifier import COVERED
from assistant.retrieval.rerank import rerank
from assistant.retrieval.standing import standing_of
from assistant.retrieval.weights import Weights

CANDIDATES = 60
"""Entries taken from each searcher before fusion: filters come after, in memory."""
STATUTE_CANDIDATES = 30
"""Entries of statute text taken beside them, so that long Acts do not crowd out what is told of them."""
NEAREST_ELSEWHERE = 5
"""Questions of neighbouring subjects whose mean nearness tells whether the question is out of scope."""
_LIKELIEST_ROWS = 10
"""Rows that the classifier names beside what the searchers found."""
_LONG = 5
"""Letters of a word that is hardly another language's too."""
_MOST_STATUTES = 8
"""Statute passages among the evidence of one answer."""


@dataclass(frozen=True)
class Retriever:
    """An index with the adapters that search it."""

    index: Index
    embedder: Embedder
    analysers: Mapping[str, Analyser]
    weights: Weights = Weights()
    reranker: Reranker | None = None
    spellers: Mapping[str, Speller] = field(default_factory=dict)
    """By language; a language without one is searched as typed."""

    def retrieve(self, query: Query, *, limit: int) -> Evidence:
        """The best passages for `query`, best first; of language versions the query's own.

        `similarity` is the higher of the two cosines, `overlap` the share of the query's words
        in the passage and the questions it answers.
        """
        started = time.perf_counter()
        if query.language in self.spellers:
            query = replace(query, text=self.spellers[query.language].mended(query.text))
        vectors = [self.embedder.embed_query(text) for text in sentences_asked(query.text, query.language)]
        embedded = time.perf_counter()
        terms = self.analysers[query.language].terms(query.text)
        found = Found()
        if query.language in self.index.words:
            words = self.index.words[query.language]
            hits = words.index.search(terms, 4 * CANDIDATES)
            found.words = self._nearest([(words.numbers[row], score) for row, score in hits])
        self._cross(query, terms, found)
        near = nearest_of_any(self.index.passages, vectors, 4 * CANDIDATES)
        found.passages = self._nearest([(int(entry), cosine) for entry, cosine in near])
        space = self.index.ask_space
        asked_in = query.asked_in if query.asked_in in space.means else query.language
        asked = [space.of(vector, asked_in) for vector in vectors]
        asks = nearest_of_any(self.index.asks, asked, 2 * CANDIDATES)
        for entry, cosine in asks:
            number = int(entry.split(".")[0])
            found.asks[number] = max(found.asks.get(number, 0.0), cosine)
        found.rows = self.index.row_classifier.log_odds(asked)
        elsewhere = nearest_of_any(self.index.elsewhere, asked, NEAREST_ELSEWHERE)
        searched = time.perf_counter()
        items = self._score(query, found, content_terms(terms, query.language))
        ranked = time.perf_counter()
        if self.reranker:
            items = rerank(
                items,
                query.text,
                reranker=self.reranker,
                factor=lambda item: self._factor(query, item.passage, item.standing),
            )
        timings = {
            "embed": (embedded - started) * 1000,
            "search": (searched - embedded) * 1000,
            "rank": (ranked - searched) * 1000,
        }
        if self.reranker:
            timings["rerank"] = (time.perf_counter() - ranked) * 1000
        scope = Scope(
            asks=asks[0][1] if asks else 0.0,
            passages=max((score for n, score in found.passages.items() if n < self._statutes), default=0.0),
            elsewhere=_mean_cosine(elsewhere),
            score=max((item.score for item in items), default=0.0),
            covered=self.index.scope_classifier.log_odds(asked).get(COVERED, 0.0),
        )
        return Evidence(tuple(self._limited(items, limit)), scope, timings)

    @cached_property
    def _statutes(self) -> int:
        """The number from which passages are statute text."""
        return self.index.statutes_from

    def _nearest(self, hits: Sequence[tuple[int, float]]) -> dict[int, float]:
        """The best hits of each kind, so that none crowds out the other."""
        rows = [hit for hit in hits if hit[0] < self._statutes][:CANDIDATES]
        statutes = [hit for hit in hits if hit[0] >= self._statutes][:STATUTE_CANDIDATES]
        return dict([*rows, *statutes])

    def _limited(self, items: Sequence[ScoredPassage], limit: int) -> list[ScoredPassage]:
        """The best `limit` items besides statute text, and the best of that among them."""
        statutes = [item for item in items if item.passage.origin is Origin.STATUTE][:_MOST_STATUTES]
        others = [item for item in items if item.passage.origin is not Origin.STATUTE][:limit]
        return sorted([*others, *statutes], key=lambda item: (-item.score, item.passage.id))

    def _cross(self, query: Query, terms: Sequence[str], found: Found) -> None:
        """Search the other languages by the words that go with the question's; they count less than its own."""
        asked = content_terms(terms, query.language)
        own = max(found.words.values(), default=1.0)
        for language, words in self.index.words.items():
            crossing = self.index.crossing.get(f"{query.language}>{language}", {})
            crossed = sorted(
                {crossing[term] for term in asked if term in crossing} | self._quoted_from(language, query)
            )
            hits = words.index.search(crossed, CANDIDATES) if crossed else []
            for row, score in hits:
                number = words.numbers[row]
                weighed = self.weights.crossed * own * score / hits[0][1]
                found.words[number] = max(found.words.get(number, 0.0), weighed)

    def _quoted_from(self, language: str, query: Query) -> set[str]:
        """Words of another language that stand in the question: "Vad heter kuntaan ohjaaminen på svenska?"."""
        if language == query.language or query.language not in self.index.words:
            return set()
        own, other = self.index.words[query.language].index, self.index.words[language].index
        words = content_terms(self.analysers[language].terms(query.text), language)
        return {word for word in words if len(word) >= _LONG and other.knows(word) and not own.knows(word)}

    def _score(self, query: Query, found: Found, terms: frozenset[str]) -> list[ScoredPassage]:
        groups: dict[str, Group] = {}
        for number, passage in self.index.store.numbered(found.numbers()):
            group = groups.setdefault(passage.parallel_key, Group(passage))
            group.take(passage, query.language)
            group.words = max(group.words, found.words.get(number, 0.0))
            group.passages = max(group.passages, found.passages.get(number, 0.0))
            group.asks = max(group.asks, found.asks.get(number, 0.0))
        self._lend(query, found, groups)
        self._classified(query, found, groups)
        for group in groups.values():
            group.passage = self._own_version(group.passage, query.language)
        words = self.index.store.words([group.passage.id for group in groups.values()])
        best_words = max((score for n, score in found.words.items() if n < self._statutes), default=0.0)
        best_words = best_words or max(found.words.values(), default=0.0)
        scored = [
            self._scored(query, group, best_words, _share(terms, words.get(group.passage.id, frozenset())))
            for group in groups.values()
        ]
        return sorted(scored, key=lambda item: (-item.score, item.passage.id))

    def _lend(self, query: Query, found: Found, groups: dict[str, Group]) -> None:
        """Statute text that was found lends its scores to the rows that tell it: both count once, as the row."""
        statutes = [group for group in groups.values() if group.passage.origin is Origin.STATUTE]
        for statute in statutes:
            passage = statute.passage
            for row in self.index.catalogue.told_of(passage.provisions[0], passage.validity):
                if row.id not in groups:
                    told = self.index.store.of_row(row.id, query.language)
                    if told is None:
                        continue
                    groups[row.id] = Group(told)
                groups[row.id].words = max(groups[row.id].words, self.weights.lent * statute.words)
                groups[row.id].passages = max(groups[row.id].passages, self.weights.lent * statute.passages)

    def _classified(self, query: Query, found: Found, groups: dict[str, Group]) -> None:
        """What the classifier says of each row; the likeliest rows are looked at even where no search found them."""
        likeliest = sorted(found.rows, key=lambda row: -found.rows[row])[:_LIKELIEST_ROWS]
        for row_id in likeliest:
            if row_id not in groups and (passage := self.index.store.of_row(row_id, query.language)) is not None:
                groups[row_id] = Group(passage)
        for group in groups.values():
            group.row = found.rows.get(group.passage.row_id, 0.0)

    def _scored(self, query: Query, group: Group, best_words: float, overlap: float) -> ScoredPassage:
        standing = standing_of(group.passage, query.as_of)
        weights = self.weights
        asks = rows = _spread(group.asks, weights.ask_zero, weights.ask_one)
        if self.index.row_classifier.classes:
            rows = _spread(group.row, weights.row_zero, weights.row_one)
        if group.passage.origin is Origin.STATUTE:
            # Nobody has written questions for it: nearness of its text stands in for nearness of a question.
            asks = rows = weights.statute_asks * _spread(group.passages, weights.passage_zero, weights.passage_one)
        score = (
            weights.words * (min(1.0, group.words / best_words) if best_words else 0.0)
            + weights.passages * _spread(group.passages, weights.passage_zero, weights.passage_one)
            + weights.asks * asks
            + weights.rows * rows
            + weights.overlap * overlap
            + weights.authority * group.passage.authority / 100
        )
        score *= self._factor(query, group.passage, standing)
        return ScoredPassage(group.passage, score, standing, max(group.passages, group.asks), overlap)

    def _factor(self, query: Query, passage: Passage, standing: Standing) -> float:
        return factor_of(query, passage, standing, self.index.catalogue, self.weights)

    def _own_version(self, passage: Passage, language: str) -> Passage:
        if passage.language == language or not passage.row_id:
            return passage
        return self.index.store.of_row(passage.row_id, language) or passage


def _share(asked: frozenset[str], held: frozenset[str]) -> float:
    return len(asked & held) / len(asked) if asked else 0.0


def _mean_cosine(hits: Sequence[tuple[str, float]]) -> float:
    return sum(cosine for _, cosine in hits) / len(hits) if hits else 0.0


def _spread(cosine: float, zero: float, one: float) -> float:
    return min(1.0, max(0.0, (cosine - zero) / (one - zero)))
