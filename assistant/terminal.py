"""Answers and hits as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from assistant.domain.answer import Answer, CitedSource, Sentence, SentenceKind
from assistant.domain.passage import Passage
from assistant.domain.source import Origin, Standing
from assistant.templates import Texts, texts_in, written_date
from assistant.terminal_table import table_to_text

_WIDTH = 100
_TAGS = {
    Standing.IN_FORCE: "tag_law",
    Standing.GUIDANCE: "tag_guidance",
    Standing.PLANNED: "tag_plan",
    Standing.REPEALED: "tag_history",
    Standing.NEVER_IN_FORCE: "tag_history",
    Standing.NOT_YET_IN_FORCE: "tag_future",
    Standing.EXAMPLE: "tag_example",
}


def answer_to_text(answer: Answer, *, width: int = _WIDTH, with_sources: bool = True) -> str:
    """The answer as it is read: status line, tagged sentences with [n], caveats, and unless told otherwise sources.

    A comparison stands as a table where its first sentence would; `width` is that of the terminal, for tables.
    """
    texts = texts_in(answer.language)
    blocks = [_status_line(answer, texts), *_body(answer, texts, width)]
    if answer.caveats:
        blocks.append("\n".join(_wrap(f"{texts.get('note')} {c.text}{_marks(c.citations)}") for c in answer.caveats))
    if answer.nearest:
        blocks.append("\n".join(_nearest(hit.passage) for hit in answer.nearest))
    if answer.sources and with_sources:
        blocks.append("\n".join(source_to_text(source, texts) for source in answer.sources))
    return "\n\n".join(blocks)


def hits_to_text(result: dict[str, Any]) -> str:
    """Search hits, one block each."""
    if not result["hits"]:
        return "No hits."
    return "\n\n".join(
        f"{hit['rank']}. {' › '.join(hit['headings']) or hit['title']}  [{hit['standing']}, {hit['score']:.3f}]\n"
        f"   {hit['locator']}  {hit['url']}\n" + textwrap.indent(_wrap(hit["text"]), "   ")
        for hit in result["hits"]
    )


def _status_line(answer: Answer, texts: Texts) -> str:
    parts = [texts.get("as_of", day=written_date(answer.as_of, texts.language))]
    if answer.law_checked_to:
        parts.append(texts.get("checked_to", day=written_date(answer.law_checked_to, texts.language)))
    parts.append(texts.get(f"status_{answer.status.value}"))
    if answer.versions.model:
        parts.append(texts.get("worded_by", model=answer.versions.model))
    return " · ".join(parts)


def _body(answer: Answer, texts: Texts, width: int) -> list[str]:
    """The sentences, in order, and each table in the place of those that it covers."""
    standings = {source.n: source.standing for source in answer.sources}
    first = {table.covers[0]: table for table in answer.tables}
    covered = {place for table in answer.tables for place in table.covers}
    blocks: list[str] = []
    run: list[Sentence] = []
    for place, sentence in enumerate([*answer.sentences, None]):
        if run and (sentence is None or place in first):
            blocks.append("\n".join(_sentences(tuple(run), standings, texts)))
            run = []
        if place in first:

            def cell_text(cell: Sequence[int]) -> str:
                told = tuple(answer.sentences[place] for place in cell)
                return "\n".join(_sentences(told, standings, texts, width=None))

            blocks.append(table_to_text(first[place], cell_text, width))
        if sentence is not None and place not in covered:
            run.append(sentence)
    return blocks


def _sentences(
    sentences: tuple[Sentence, ...], standings: dict[int, Standing], texts: Texts, width: int | None = _WIDTH
) -> list[str]:
    lines = []
    last_tag = ""
    for sentence in sentences:
        if sentence.kind is not SentenceKind.CLAIM:
            last_tag = ""
            lines.append(_wrap(sentence.text, width))
            continue
        tag = texts.get(_TAGS[standings[sentence.citations[0].n]])
        shown = "" if tag == last_tag else f"{tag}: "
        last_tag = tag
        lines.append(_wrap(f"{shown}{sentence.text}{_marks(sentence.citations)}", width))
    return lines


def _marks(citations: tuple[Any, ...]) -> str:
    numbers = list(dict.fromkeys(citation.n for citation in citations))
    return "".join(f" [{number}]" for number in numbers)


def _nearest(passage: Passage) -> str:
    return "  – " + " · ".join([*passage.headings[-1:], passage.locator])


def source_to_text(source: CitedSource, texts: Texts) -> str:
    """A source in a line or two: number, title, place, standing, link."""
    own = f" · {texts.get('restated')}" if source.origin is Origin.RESTATED else ""
    line = f"[{source.n}] {source.title}, {source.locator} · {texts.get(f'standing_{source.standing.value}')}{own}"
    return f"{line}\n    {source.url}" if source.url else line


def wrapped(text: str, indent: str = "") -> str:
    """The text in lines that fit the terminal."""
    return textwrap.fill(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _wrap(text: str, width: int | None = _WIDTH) -> str:
    """The text in lines of `width` characters; as it is without one."""
    return "\n".join(textwrap.fill(line, width) for line in text.split("\n")) if width else text
