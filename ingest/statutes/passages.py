"""Wordings of a statute as passages: one a subsection, with its own validity, in the statute's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant.domain.passage import Passage, Statement, StatementRole, Tense
from assistant.domain.source import Origin, Source
from assistant.knowledge.provision import locators
from assistant.language.sentences import sentence_spans
from ingest.split import headed_text
from ingest.statutes.model import Unit
from ingest.statutes.validity import Wording

LONGEST_HEADING = 160


def statute_passages(
    wording: Wording, source: Source, *, max_tokens: int, count_tokens: Callable[[str], int]
) -> Iterator[Passage]:
    """The passages of one wording; a list longer than `max_tokens` is divided between its items.

    The headings of a later part end with what leads into the list.
    """
    headings = tuple(filter(None, (source.title, wording.unit.chapter, wording.unit.heading)))
    parts = list(_parts(wording.unit, headings, max_tokens, count_tokens))
    for number, (lines, lead) in enumerate(parts, start=1):
        yield _passage(wording, source, (*headings, *lead), lines, number if len(parts) > 1 else 0)


def wording_id(wording: Wording) -> str:
    """What language versions of one wording share: the provision, and the day from which it applies.

    For a wording that never applied, the Act that gave it stands for the day.
    """
    validity = wording.validity
    since = f"never-{wording.wording_by}" if validity.never_applied else str(validity.valid_from or "open")
    return f"{wording.key}@{since}"


Line = tuple[str, str]
"""(text, item number; "" for running text)."""


def _parts(
    unit: Unit, headings: tuple[str, ...], max_tokens: int, count_tokens: Callable[[str], int]
) -> Iterator[tuple[list[Line], tuple[str, ...]]]:
    """Runs of lines that fit, each with the heading to add."""
    lines = unit.lines()
    lead = (unit.intro.splitlines()[-1][:LONGEST_HEADING],) if unit.items and unit.intro else ()
    run: list[Line] = []
    first = True
    for line in lines:
        text = "\n".join(one for one, _ in [*run, line])
        if run and count_tokens(headed_text((*headings, *(() if first else lead)), text)) > max_tokens:
            yield run, () if first else lead
            run, first = [], False
        run.append(line)
    yield run, () if first else lead


def _passage(wording: Wording, source: Source, headings: tuple[str, ...], lines: list[Line], part: int) -> Passage:
    text = ""
    statements: list[Statement] = []
    for number, (line, item) in enumerate(lines):
        start = len(text)
        text += line + "\n"
        leads = not item and number + 1 < len(lines) and bool(lines[number + 1][1])
        statements += _statements(line, start, bool(item), leads, wording.language)
    row_id = wording_id(wording) + (f".{part}" if part else "")
    place = row_id.removeprefix(f"{wording.act}:").replace(":", ".").replace("/", "-")
    return Passage(
        id=f"{source.id}#{place}.{wording.language}",
        source_id=source.id,
        language=wording.language,
        kind=source.kind,
        origin=Origin.STATUTE,
        authority=source.authority,
        headings=headings,
        locator=locators((wording.key,), wording.language, wording.wording_by),
        url=source.url,
        text=text.rstrip("\n"),
        statements=tuple(statements),
        validity=wording.validity,
        provisions=(wording.key,),
        row_id=row_id,
    )


def _statements(line: str, start: int, is_item: bool, leads: bool, language: str) -> list[Statement]:
    if is_item:
        return [Statement(start, start + len(line), StatementRole.ITEM, Tense.PRESENT)]
    spans = sentence_spans(line, language)
    found = [Statement(start + first, start + last, StatementRole.SENTENCE, Tense.PRESENT) for first, last in spans]
    if leads and found:
        found[-1] = replace(found[-1], role=StatementRole.LEAD_IN)
    return found
