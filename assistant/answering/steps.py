"""Milliseconds of each step of an answer."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


class Steps:
    """A stopwatch that started when it was made."""

    def __init__(self) -> None:
        """Start."""
        self._started = time.perf_counter()
        self._times: dict[str, float] = {}

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Count the block's time for `step`."""
        before = time.perf_counter()
        yield
        self._times[step] = self._times.get(step, 0.0) + (time.perf_counter() - before) * 1000

    def add(self, times_ms: Mapping[str, float]) -> None:
        """Count times that were taken elsewhere, as steps of their own."""
        for step, ms in times_ms.items():
            self._times[step] = self._times.get(step, 0.0) + ms

    def finished(self) -> dict[str, float]:
        """Milliseconds by step, and in total."""
        return {**self._times, "total": (time.perf_counter() - self._started) * 1000}
