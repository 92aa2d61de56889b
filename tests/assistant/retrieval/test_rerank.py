from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.build import current_build, open_index
from assistant.domain.query import Evidence, ScoredPassage
from assistant.domain.source import Origin, Standing
from assistant.retrieval.rerank import REREAD, rerank
from assistant.retrieval.retrieve import Retriever
from assistant.settings import Settings
from ingest.ingest import Parts, ingest
from tests.factories import TODAY, passage, query, scored
from tests.fakes import ANALYSERS, HashEmbedder
from tests.ingest.test_ingest import CORPUS


class SecondReading:
    """Gives 1 to passages that hold `wanted`, 0 to others, and keeps what it read."""

    def __init__(self, wanted: str) -> None:
        self.wanted = wanted
        self.read: list[str] = []

    def score(self, query: str, passages: Sequence[str]) -> list[float]:
        self.read += passages
        return [float(self.wanted in text) for text in passages]


def items(*scores: float) -> list[ScoredPassage]:
    return [scored(passage(f"text {n}", row_id=f"N-{n}"), score) for n, score in enumerate(scores)]


def test_the_second_reading_counts_half() -> None:
    found = rerank(items(0.8, 0.6), "?", reranker=SecondReading("text 1"), factor=lambda item: 1.0)

    # 0.5 * 0.6 + 0.5 * 1 = 0.8 before 0.5 * 0.8 + 0.5 * 0 = 0.4
    assert [item.passage.text for item in found] == ["text 1", "text 0"]
    assert [item.score for item in found] == pytest.approx([0.8, 0.4])


def test_what_is_not_read_again_stays_behind_what_is() -> None:
    reading = SecondReading(f"text {REREAD}")

    found = rerank(items(*[1.0 - n / 100 for n in range(REREAD + 1)]), "?", reranker=reading, factor=lambda item: 1.0)

    assert len(reading.read) == REREAD
    assert found[-1].passage.text == f"text {REREAD}"


def test_the_second_reading_of_a_repealed_wording_is_held_back_like_its_fused_score() -> None:
    repealed = scored(passage("old"), 0.45, Standing.REPEALED)

    found = rerank([repealed], "?", reranker=SecondReading("old"), factor=lambda item: 0.9)

    # 0.5 * 0.45 + 0.5 * 1 * 0.9
    assert found[0].score == pytest.approx(0.675)


def test_headings_are_read_with_the_text() -> None:
    reading = SecondReading("")

    rerank([scored(passage("text"))], "?", reranker=reading, factor=lambda item: 1.0)

    assert reading.read == ["Services\ntext"]


@pytest.fixture
def retriever(tmp_path: Path) -> Retriever:
    settings = replace(
        Settings(), index=tmp_path / "index", store=tmp_path / "store", models=tmp_path, corpus=CORPUS, today=TODAY
    )
    fake = HashEmbedder()
    parts = Parts(embedder=lambda: fake, embedder_name="hash", analysers=lambda: ANALYSERS)
    ingest(settings, parts, progress=lambda what, done, total: None)
    return Retriever(open_index(current_build(settings)), fake, ANALYSERS)


def found(retriever: Retriever) -> Evidence:
    return retriever.retrieve(query("What must the programme contain?"), limit=5)


def test_a_retriever_with_a_reranker_puts_first_what_it_reads_as_the_answer(retriever: Retriever) -> None:
    plain = found(retriever)
    last = plain.items[-1].passage

    reread = found(replace(retriever, reranker=SecondReading(last.text)))

    assert plain.items[0].passage != last
    assert reread.items[0].passage == last
    assert "rerank" in reread.timings_ms and "rerank" not in plain.timings_ms
    assert {item.passage.id for item in reread.items} == {item.passage.id for item in plain.items}


def test_a_reranker_that_sees_no_difference_changes_no_order(retriever: Retriever) -> None:
    plain = found(retriever)

    reread = found(replace(retriever, reranker=SecondReading("no such words")))

    assert [item.passage.id for item in reread.items] == [item.passage.id for item in plain.items]


def test_without_a_reranker_nothing_is_read_again(retriever: Retriever) -> None:
    dated = replace(query("What must the programme contain?"), as_of=date(2024, 6, 1))

    assert "rerank" not in retriever.retrieve(dated, limit=5).timings_ms


def test_statute_text_and_the_rest_are_read_each_for_itself() -> None:
    rows = items(*[1.0] * (REREAD + 1))
    statute = scored(replace(passage("the Act", row_id="A"), origin=Origin.STATUTE), 0.1)
    reading = SecondReading("the Act")

    found = rerank([*rows, statute], "?", reranker=reading, factor=lambda item: 1.0)

    # 12 rows and the Act, though 13 rows stand before it: 0.5 * 0.1 + 0.5 * 1 = 0.55, the rows 0.5 * 1.0
    assert len(reading.read) == REREAD + 1
    assert found[0].passage.text == "the Act"
