"""Asks an index from one thread and from many, and measures what that takes. See `evals.scale`."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import median

import numpy as np

from assistant.assistant import Assistant
from assistant.build import build_assistant, load_embedder
from assistant.domain.query import Question
from assistant.protocols import Embedder
from assistant.settings import Settings
from evals.scale_build import memory_mb

ROUNDS = 3


@dataclass(frozen=True)
class AskCost:
    """What answers take over one index. Times are in milliseconds, by the wall clock unless said."""

    open_s: float
    """From the settings to an assistant that has answered once; imports included."""
    rss_mb: float
    """Resident in the asking process after all questions."""
    rss_embedder_mb: float
    """Of it, what was resident before the index was opened: the interpreter, numpy and the embedder."""
    median: float
    """Of whole answers, every round counted."""
    p95: float
    embed_median: float
    """The embedder's part of the same answers."""
    beyond_median: float
    """The rest of each answer."""
    beyond_p95: float
    quiet_median: float
    """Of each question's fastest answer: what is left when nothing else runs."""
    quiet_p95: float
    quiet_beyond_median: float
    cpu: float
    """Processor time of one answer, of all cores; the embedder's threads are in it."""
    embed_cpu: float
    """Processor time of the embedder alone for one question."""
    steps: dict[str, float]
    """Mean of each step, as the answers tell it."""
    clients: int
    asked_per_s: float
    """Answers a second with that many threads on one assistant: the best round."""
    embedded_per_s: float
    """Questions a second of the embedder alone with as many threads: the best round."""

    @property
    def throughput_share(self) -> float:
        """Share of the embedder's own throughput that whole answers reach."""
        return self.asked_per_s / self.embedded_per_s


@dataclass
class _Times:
    """What was measured so far."""

    total: list[list[float]] = field(default_factory=list)
    """By round and question."""
    embed: list[list[float]] = field(default_factory=list)
    steps: list[dict[str, float]] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    embed_cpu: list[float] = field(default_factory=list)
    asked_per_s: list[float] = field(default_factory=list)
    embedded_per_s: list[float] = field(default_factory=list)


def ask_cost(settings: Settings, questions: Sequence[str], clients: int, rounds: int = ROUNDS) -> AskCost:
    """Ask `questions` in turn, then with `clients` threads, `rounds` times. Wants a process of its own.

    Embedder and assistant take turns, so that a busy moment of the machine meets both.
    """
    embedder = load_embedder(settings)
    embedder.embed_query(questions[0])
    before = memory_mb("VmRSS")
    started = time.perf_counter()
    assistant = build_assistant(settings)
    assistant.ask(Question(questions[0]))
    opened = time.perf_counter() - started
    for question in questions:
        assistant.ask(Question(question))
    times = _Times()
    for _ in range(rounds):
        _one_by_one(assistant, embedder, questions, times)
        times.embedded_per_s.append(_per_second(embedder.embed_query, questions, clients))
        times.asked_per_s.append(_per_second(lambda text: assistant.ask(Question(text)), questions, clients))
    return _cost(times, clients, opened, before)


def _one_by_one(assistant: Assistant, embedder: Embedder, questions: Sequence[str], times: _Times) -> None:
    cpu = time.process_time()
    for question in questions:
        embedder.embed_query(question)
    times.embed_cpu.append((time.process_time() - cpu) * 1000 / len(questions))
    totals, embeds = [], []
    cpu = time.process_time()
    for question in questions:
        started = time.perf_counter()
        answer = assistant.ask(Question(question))
        totals.append((time.perf_counter() - started) * 1000)
        embeds.append(answer.timings_ms.get("embed", 0.0))
        times.steps.append(dict(answer.timings_ms))
    times.cpu.append((time.process_time() - cpu) * 1000 / len(questions))
    times.total.append(totals)
    times.embed.append(embeds)


def _per_second(work: Callable[[str], object], questions: Sequence[str], clients: int) -> float:
    with ThreadPoolExecutor(clients) as threads:
        # Every thread is there before the clock starts.
        list(threads.map(work, questions[:clients]))
        started = time.perf_counter()
        list(threads.map(work, questions))
        return len(questions) / (time.perf_counter() - started)


def _cost(times: _Times, clients: int, opened: float, before: float) -> AskCost:
    total, embed = np.array(times.total), np.array(times.embed)
    beyond = total - embed
    quiet = total.min(axis=0)
    return AskCost(
        open_s=opened,
        rss_mb=memory_mb("VmRSS"),
        rss_embedder_mb=before,
        median=float(np.median(total)),
        p95=float(np.percentile(total, 95)),
        embed_median=float(np.median(embed)),
        beyond_median=float(np.median(beyond)),
        beyond_p95=float(np.percentile(beyond, 95)),
        quiet_median=float(np.median(quiet)),
        quiet_p95=float(np.percentile(quiet, 95)),
        quiet_beyond_median=float(np.median(beyond.min(axis=0))),
        cpu=median(times.cpu),
        embed_cpu=median(times.embed_cpu),
        steps=_mean_steps(times.steps),
        clients=clients,
        asked_per_s=max(times.asked_per_s),
        embedded_per_s=max(times.embedded_per_s),
    )


def _mean_steps(steps: Sequence[dict[str, float]]) -> dict[str, float]:
    names = dict.fromkeys(name for one in steps for name in one)
    return {name: sum(one.get(name, 0.0) for one in steps) / len(steps) for name in names}
