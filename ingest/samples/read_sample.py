"""Reads the Markdown of a sample into blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.errors import CorpusError
from ingest.samples.sample import Block, Heading, Items, Notice, Paragraph, Run, Runs, Sample, Table

FIELDS = ("id", "language", "act", "title", "municipality", "running_head", "period", "decided")
LANGUAGES = ("fi", "sv", "en")

_UNIT = re.compile(r"(?<=\d) (?=(?:%|§|\d{3}(?!\d)))")
"""The space in "12,8 %", "45 §" and "21 410": a line may not end in it."""
_FRONT_MATTER = re.compile(r"\A---\n(?P<fields>.*?\n)---\n", re.DOTALL)


def read_sample(path: Path) -> Sample:
    """The sample that a Markdown file with front matter holds.

    Raises CorpusError where the front matter lacks a field, or the text has no title or no chapter.
    """
    text = path.read_text(encoding="utf-8")
    front = _FRONT_MATTER.match(text)
    fields = _fields(path, front["fields"] if front else "")
    blocks = blocks_of(text[front.end() :] if front else text)
    first = next((at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2), None)
    if first is None or blocks[0] != Heading(1, fields["title"]):
        raise CorpusError(
            f"{path}: found no title like that of the front matter, or no chapter; "
            f"wanted '# {fields['title']}' first and chapters under '##'."
        )
    return Sample(**fields, cover=tuple(blocks[:first]), chapters=tuple(blocks[first:]))


def blocks_of(text: str) -> list[Block]:
    """Headings, paragraphs, lists and tables of a Markdown text, in order."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    blocks: list[Block] = []
    at = 0
    while at < len(tokens):
        end = _end(tokens, at)
        block = _block(tokens[at], tokens[at:end])
        if isinstance(block, Table) and blocks and isinstance(blocks[-1], Paragraph):
            caption = blocks.pop()
            assert isinstance(caption, Paragraph)
            block = Table(caption.runs, block.header, block.rows, block.right_aligned)
        blocks.append(block)
        at = end
    return blocks


def _fields(path: Path, text: str) -> dict[str, Any]:
    fields = yaml.safe_load(text) or {}
    missing = [name for name in FIELDS if not fields.get(name)]
    unknown = sorted(set(fields) - set(FIELDS))
    if missing or unknown:
        raise CorpusError(
            f"{path}: front matter lacks {', '.join(missing) or 'nothing'} and has unknown "
            f"{', '.join(unknown) or 'nothing'}; wanted exactly {', '.join(FIELDS)}."
        )
    if fields["language"] not in LANGUAGES:
        raise CorpusError(f"{path}: language is {fields['language']}, wanted one of {', '.join(LANGUAGES)}.")
    return {**fields, "decided": date.fromisoformat(fields["decided"])}


def _end(tokens: Sequence[Token], start: int) -> int:
    """The place after the token that closes what `tokens[start]` opens."""
    depth = 0
    for at in range(start, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at + 1
    return len(tokens)


def _block(opening: Token, inside: Sequence[Token]) -> Block:
    lines = [_runs(token) for token in inside if token.type == "inline"]
    if opening.type == "heading_open":
        return Heading(int(opening.tag[1]), "".join(run.text for run in lines[0]))
    if opening.type == "blockquote_open":
        return Notice(lines[0])
    if opening.type in ("bullet_list_open", "ordered_list_open"):
        return Items(tuple(lines), is_numbered=opening.type == "ordered_list_open")
    if opening.type == "table_open":
        return _table(inside)
    if opening.type == "paragraph_open":
        return Paragraph(lines[0])
    raise CorpusError(f"found Markdown that samples do not have ({opening.type}); use headings, text, lists, tables.")


def _table(tokens: Sequence[Token]) -> Table:
    rows: list[list[str]] = []
    right: set[int] = set()
    for at, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            if "right" in str(token.attrGet("style")):
                right.add(len(rows[-1]))
            rows[-1].append("".join(run.text for run in _runs(tokens[at + 1])))
    return Table((), tuple(rows[0]), tuple(map(tuple, rows[1:])), frozenset(right))


def _runs(line: Token) -> Runs:
    return tuple(_walk(line.children or []))


def _walk(children: Sequence[Token]) -> Iterator[Run]:
    bold = italic = 0
    for child in children:
        if child.type in ("strong_open", "strong_close"):
            bold += child.nesting
        elif child.type in ("em_open", "em_close"):
            italic += child.nesting
        elif child.type == "softbreak":
            yield Run(" ", bool(bold), bool(italic))
        elif child.content:
            yield Run(_UNIT.sub("\u00a0", child.content), bool(bold), bool(italic))
