"""The figures of `evals.scale` as a table, as JSON and as a drawing. See `evals.scale`."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from html import escape

from evals.scale_ask import AskCost
from evals.scale_build import BuildCost, IngestCost


@dataclass(frozen=True)
class SizeCost:
    """Building and asking at one size."""

    build: BuildCost
    ask: AskCost


Column = tuple[str, Callable[[SizeCost], str]]
_COLUMNS: tuple[Column, ...] = (
    ("passages", lambda cost: f"{cost.build.passages}"),
    ("build s", lambda cost: f"{cost.build.build_s:.1f}"),
    ("held MB", lambda cost: f"{cost.build.held_mb:.0f}"),
    ("peak MB", lambda cost: f"{cost.build.peak_mb:.0f}"),
    ("disk MB", lambda cost: f"{cost.build.disk_mb:.0f}"),
    ("open s", lambda cost: f"{cost.ask.open_s:.1f}"),
    ("asking MB", lambda cost: f"{cost.ask.rss_mb:.0f}"),
    ("ms median", lambda cost: f"{cost.ask.median:.0f}"),
    ("p95", lambda cost: f"{cost.ask.p95:.0f}"),
    ("embedder", lambda cost: f"{cost.ask.embed_median:.0f}"),
    ("beyond", lambda cost: f"{cost.ask.beyond_median:.0f}"),
    ("quiet", lambda cost: f"{cost.ask.quiet_median:.0f}"),
    ("p95", lambda cost: f"{cost.ask.quiet_p95:.0f}"),
    ("cpu ms", lambda cost: f"{cost.ask.cpu:.0f}"),
    ("asks/s", lambda cost: f"{cost.ask.asked_per_s:.0f}"),
    ("embeds/s", lambda cost: f"{cost.ask.embedded_per_s:.0f}"),
    ("share", lambda cost: f"{cost.ask.throughput_share:.2f}"),
)


def table(costs: Sequence[SizeCost]) -> str:
    """The costs as aligned text, a line a size."""
    rows = [[name for name, _ in _COLUMNS], *([cell(cost) for _, cell in _COLUMNS] for cost in costs)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def ingest_line(cost: IngestCost) -> str:
    """What ingest takes beside the embedder, in a sentence."""
    return (
        f"ingest of {cost.passages} new passages: {cost.ingest_per_s:.1f} a second, the embedder alone"
        f" {cost.embedder_per_s:.1f} ({cost.ratio:.2f}); unchanged corpus: {cost.unchanged_s:.1f} s,"
        f" {cost.unchanged_embedded} embedded"
    )


def to_json(costs: Sequence[SizeCost], ingest: IngestCost | None) -> dict[str, object]:
    """Every figure, with the two shares."""
    return {
        "ingest": {**asdict(ingest), "ratio": ingest.ratio} if ingest else None,
        "sizes": [
            {"build": asdict(cost.build), "ask": {**asdict(cost.ask), "throughput_share": cost.ask.throughput_share}}
            for cost in costs
        ],
    }


@dataclass(frozen=True)
class Panel:
    """One drawing: lines over the number of passages, from zero upwards."""

    title: str
    lines: tuple[tuple[str, str, Callable[[SizeCost], float]], ...]
    """(name, colour, figure)."""


_PANELS = (
    Panel(
        "One answer, milliseconds",
        (
            ("p95", "#b3261e", lambda cost: cost.ask.p95),
            ("median", "#1f4e8c", lambda cost: cost.ask.median),
            ("embedder's own", "#6b7280", lambda cost: cost.ask.embed_median),
        ),
    ),
    Panel(
        "Memory, MB",
        (
            ("building, peak", "#b3261e", lambda cost: cost.build.peak_mb),
            ("asking", "#1f4e8c", lambda cost: cost.ask.rss_mb),
            ("index on disk", "#6b7280", lambda cost: cost.build.disk_mb),
        ),
    ),
    Panel("Building without embedding, seconds", (("build", "#1f4e8c", lambda cost: cost.build.build_s),)),
)
_WIDTH, _HEIGHT = 320, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 100, 36, 44


def plot(costs: Sequence[SizeCost]) -> str:
    """The panels side by side as one SVG; passages on a logarithmic axis."""
    step = _LEFT + _WIDTH + _RIGHT
    width, height = step * len(_PANELS), _TOP + _HEIGHT + _BOTTOM
    drawn = "".join(
        f'<g transform="translate({place * step + _LEFT},{_TOP})">{_drawn(panel, costs)}</g>'
        for place, panel in enumerate(_PANELS)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        f' aria-label="Cost by number of passages" font-family="sans-serif" font-size="12">'
        f'<rect width="{width}" height="{height}" fill="#fff"/>{drawn}</svg>\n'
    )


def _drawn(panel: Panel, costs: Sequence[SizeCost]) -> str:
    passages = [cost.build.passages for cost in costs]
    top = _round_up(max(figure(cost) for _, _, figure in panel.lines for cost in costs))
    low, high = math.log10(min(passages)), math.log10(max(passages))
    across = [_WIDTH * (math.log10(one) - low) / ((high - low) or 1) for one in passages]
    parts = [f'<text y="-14" font-weight="bold">{escape(panel.title)}</text>']
    for share in (0, 0.25, 0.5, 0.75, 1):
        y = _HEIGHT * (1 - share)
        parts.append(f'<line x2="{_WIDTH}" y1="{y:.0f}" y2="{y:.0f}" stroke="#d5d9e0"/>')
        parts.append(f'<text x="-6" y="{y + 4:.0f}" text-anchor="end">{top * share:g}</text>')
    for x, one in zip(across, passages, strict=True):
        parts.append(f'<text x="{x:.0f}" y="{_HEIGHT + 16}" text-anchor="middle">{one:,}</text>')
    parts.append(f'<text x="{_WIDTH / 2:.0f}" y="{_HEIGHT + 34}" text-anchor="middle">passages</text>')
    ends = _apart([_HEIGHT * (1 - figure(costs[-1]) / top) for _, _, figure in panel.lines])
    for (name, colour, figure), end in zip(panel.lines, ends, strict=True):
        points = [(x, _HEIGHT * (1 - figure(cost) / top)) for x, cost in zip(across, costs, strict=True)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        parts.append(f'<text x="{across[-1] + 8:.0f}" y="{end + 4:.0f}" fill="{colour}">{escape(name)}</text>')
    return "".join(parts)


def _apart(heights: Sequence[float], least: float = 14.0) -> list[float]:
    """The heights, those that lie too close together moved down."""
    moved = dict.fromkeys(range(len(heights)), 0.0)
    last = -math.inf
    for place in sorted(moved, key=lambda one: heights[one]):
        last = moved[place] = max(heights[place], last + least)
    return list(moved.values())


def _round_up(value: float) -> float:
    """The next 1, 2, 4 or 8 times a power of ten: quarters of it are short numbers."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 4, 8, 10) if step * power >= value)
