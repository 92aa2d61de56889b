"""How long answers take: python -m evals.latency [--questions N].

Starts the command from cold, then the service, and asks it over HTTP. The embedder's own time for
each question is taken in the same run, so that the difference holds on a noisy machine.
"""

from __future__ import annotations

import argparse
import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import median, quantiles

from assistant.errors import KotoError
from evals.sample import DATASETS, load_samples

COLD_RUNS = 5
START_TIMEOUT_S = 120.0


def main() -> int:
    """Print a table and exit 0."""
    parser = argparse.ArgumentParser(prog="python -m evals.latency")
    parser.add_argument("--questions", type=int, default=100, metavar="N", help="questions asked over HTTP (100)")
    options = parser.parse_args()
    asked = [sample.question.text for sample in load_samples(DATASETS / "core.jsonl") if sample.question.text]
    questions = [asked[place % len(asked)] for place in range(options.questions)]
    cold = [_cold(asked[0]) for _ in range(COLD_RUNS + 1)][1:]
    with _service() as address:
        for question in asked[:5]:
            _ask(address, question)
        timed = [_ask(address, question) for question in questions]
    totals = [total for total, _ in timed]
    beyond = [total - embed for total, embed in timed]
    print(f"cold koto ask: median {median(cold):.2f} s of {COLD_RUNS}")
    print(f"warm over HTTP, {len(timed)} questions: median {median(totals):.0f} ms, p95 {_p95(totals):.0f} ms")
    print(f"embedder's own time: median {median(embed for _, embed in timed):.0f} ms")
    print(f"beyond the embedder: median {median(beyond):.0f} ms, p95 {_p95(beyond):.0f} ms")
    return 0


def _cold(question: str) -> float:
    """Seconds of one `koto ask` from a cold process."""
    started = time.perf_counter()
    done = subprocess.run([*_koto(), "ask", question, "--json"], capture_output=True, check=False)
    if done.returncode != 0:
        raise KotoError(f"koto ask failed: {done.stderr.decode(errors='replace').strip()}")
    return time.perf_counter() - started


@contextmanager
def _service() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    service = subprocess.Popen([*_koto(), "serve", "--port", str(port)], stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address)
        yield address
    finally:
        service.terminate()
        service.wait(timeout=30)


def _wait_for(address: str) -> None:
    until = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{address}/health", timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    raise KotoError(f"{address}: the service did not start in {START_TIMEOUT_S:.0f} s. Run koto serve to see why.")


def _ask(address: str, question: str) -> tuple[float, float]:
    """(milliseconds of the whole request, milliseconds that the embedder took of it)."""
    body = json.dumps({"question": question}).encode()
    request = urllib.request.Request(f"{address}/v1/ask", body, {"Content-Type": "application/json"})
    started = time.perf_counter()
    with urllib.request.urlopen(request, timeout=60) as reply:
        answer = json.load(reply)
    return (time.perf_counter() - started) * 1000, answer["timings_ms"].get("embed", 0.0)


def _koto() -> Sequence[str]:
    return (sys.executable, "-m", "api.cli")


def _p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20)[-1]


if __name__ == "__main__":
    sys.exit(main())
