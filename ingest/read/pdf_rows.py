"""Cells that stand side by side on a PDF page put into one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.read.pdf_lines import Line

SAME_HEIGHT = 0.3
"""Lines whose heights differ by less than this share of the font size stand side by side."""
FEWEST_ROWS = 2
CELL_BREAK = " | "


def with_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines, those side by side joined: by " | " where two such rows follow each other, or by a space."""
    groups = _side_by_side(lines)
    joined: list[Line] = []
    for at, group in enumerate(groups):
        near = [groups[other] for other in (at - 1, at + 1) if 0 <= other < len(groups)]
        is_table = len(group) > 1 and any(len(other) > 1 for other in near)
        glue = CELL_BREAK if is_table else " "
        text = glue.join(line.text.strip() for line in group) if len(group) > 1 else group[0].text
        joined.append(replace(group[0], text=text, is_bold=all(line.is_bold for line in group)))
    return joined


def _side_by_side(lines: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and line.size
            and abs(line.across - last.across) < SAME_HEIGHT * line.size
            and line.along > last.along
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
