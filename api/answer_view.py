"""An answer as the page shows it: lead, tagged blocks with lists, quotes, caveats, sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.answer_parts import Block, Line, Mark, Place, Quote, blocks_of
from api.texts import Texts
from api.words import facts_in_words, safe_link, standing_in_words, tag_of
from assistant.domain.answer import Answer, Caveat, Citation, CitedSource, Sentence, SentenceKind, Table
from assistant.domain.query import ScoredPassage
from assistant.domain.source import Origin

LIST_ITEM = re.compile(r"(\d{1,3})\)\s+(?=\S)")
EXCERPT_CHARACTERS = 280


@dataclass(frozen=True)
class Near:
    """A passage near the question, where there is no answer."""

    headings: str
    locator: str
    """Empty where it only repeats a heading."""
    excerpt: str
    language: str
    standing: str
    link: str


@dataclass(frozen=True)
class AnswerView:
    """Everything that the page shows of an answer."""

    language: str
    question: str
    lead: Line
    status_line: str
    blocks: tuple[Block, ...]
    caveats: tuple[Line, ...]
    places: tuple[Place, ...]
    nearest: tuple[Near, ...]
    made_by: str


def view_answer(answer: Answer, texts: Texts, checked_to: Mapping[str, date | None]) -> AnswerView:
    """The answer in the words of `texts`; they are of the answer's own language.

    `checked_to` maps source ids of the nearest passages to the day to which their law was checked.
    """
    places = _places(answer, texts)
    lines = [_line(sentence, answer, places, texts) for sentence in answer.sentences]
    lead, rest = _lead(lines, answer.tables, texts)
    return AnswerView(
        language=texts.language,
        question=answer.question,
        lead=lead,
        status_line=_status_line(answer, texts),
        blocks=blocks_of(lines, rest, answer.tables),
        caveats=tuple(_line(caveat, answer, places, texts) for caveat in answer.caveats),
        places=tuple(places[n] for n in sorted(places)),
        nearest=tuple(_near(hit, texts, answer.as_of, checked_to.get(hit.passage.source_id)) for hit in answer.nearest),
        made_by=_made_by(answer, texts),
    )


def _places(answer: Answer, texts: Texts) -> dict[int, Place]:
    cited: tuple[Sentence | Caveat, ...] = (*answer.sentences, *answer.caveats)
    citations = [citation for piece in cited for citation in piece.citations]
    return {source.n: _place(source, citations, answer, texts) for source in answer.sources}


def _place(source: CitedSource, citations: Iterable[Citation], answer: Answer, texts: Texts) -> Place:
    quotes = {citation.quote: _quote(citation, texts) for citation in citations if citation.n == source.n}
    return Place(
        n=source.n,
        title=source.title,
        locator=source.locator,
        publisher=source.publisher,
        language=source.language,
        facts=facts_in_words(source, texts, as_of=answer.as_of),
        link=safe_link(source.url),
        quotes=tuple(quotes.values()),
    )


def _line(piece: Sentence | Caveat, answer: Answer, places: dict[int, Place], texts: Texts) -> Line:
    marks = tuple(Mark(_quote(citation, texts), places[citation.n]) for citation in piece.citations)
    if isinstance(piece, Caveat):
        return Line(piece.text, texts.language, marks=marks)
    standing_of = {source.n: source.standing for source in answer.sources}
    is_claim = piece.kind is SentenceKind.CLAIM
    item = LIST_ITEM.match(piece.text) if is_claim else None
    return Line(
        text=piece.text[item.end() :] if item else piece.text,
        language=piece.language,
        tag=tag_of([standing_of[citation.n] for citation in piece.citations]) if is_claim else None,
        is_placeholder=piece.kind is SentenceKind.PLACEHOLDER,
        marks=marks,
        number=int(item[1]) if item else None,
    )


def _quote(citation: Citation, texts: Texts) -> Quote:
    note = ""
    if citation.language != texts.language:
        known = citation.language if citation.language in {"fi", "sv", "en"} else "other"
        note = texts(f"quote_in_{known}")
    return Quote(citation.quote, citation.language, note)


def _lead(lines: Sequence[Line], tables: Sequence[Table], texts: Texts) -> tuple[Line, list[int]]:
    """The line that comes first, and the places of the others; a table that comes first leads with its caption."""
    places = list(range(len(lines)))
    if tables and tables[0].covers[0] == 0:
        return Line(tables[0].caption, texts.language), places
    if lines and lines[0].number is None:
        return lines[0], places[1:]
    return Line(texts("no_sentence"), texts.language), places


def _near(hit: ScoredPassage, texts: Texts, as_of: date, checked_to: date | None) -> Near:
    passage = hit.passage
    text = passage.text
    if len(text) > EXCERPT_CHARACTERS:
        text = text[:EXCERPT_CHARACTERS].rsplit(" ", 1)[0] + " …"
    return Near(
        headings=" › ".join(passage.headings) or passage.locator,
        locator="" if passage.locator in (passage.headings or (passage.locator,)) else passage.locator,
        excerpt=text,
        language=passage.language,
        standing=standing_in_words(hit.standing, texts, as_of=as_of, checked_to=checked_to),
        link=safe_link(passage.url),
    )


def _status_line(answer: Answer, texts: Texts) -> str:
    parts = [texts("situation", day=texts.day(answer.as_of))]
    if answer.law_checked_to:
        checked = texts("checked_to", day=texts.day(answer.law_checked_to))
        is_later = answer.as_of > answer.law_checked_to
        parts.append(f"{checked}, {texts('later_unchecked')}" if is_later else checked)
    parts.append(texts(f"status_{answer.status.value}"))
    if texts.language == "en" and any(source.origin is not Origin.PUBLICATION for source in answer.sources):
        parts.append(texts("unofficial"))
    return " · ".join(parts)


def _made_by(answer: Answer, texts: Texts) -> str:
    versions = answer.versions
    if versions.model:
        return texts("made_by_model", model=versions.model, index=versions.index)
    return texts("made_by", index=versions.index)
