"""Catalogue rows and terms as passages: one for each language, all sharing the row's id."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.knowledge import Requirement, Term, Wording
from assistant.domain.passage import Passage, Statement, StatementRole, Tense
from assistant.domain.source import AUTHORITY, Origin, SourceKind
from assistant.knowledge.corpus import Corpus
from assistant.knowledge.provision import locators
from assistant.language.sentences import sentence_spans

_GUIDANCE_KINDS = {SourceKind.GUIDANCE, SourceKind.CHECKLIST, SourceKind.FAQ, SourceKind.NEWS}


def corpus_passages(corpus: Corpus) -> Iterator[Passage]:
    """Every requirement and term in every language, in the order of the files."""
    for requirement in corpus.requirements.values():
        for language, wording in requirement.wordings.items():
            yield _requirement_passage(requirement, language, wording, corpus)
    for term in corpus.terms.values():
        for language, wording in term.wordings.items():
            yield _term_passage(term, language, wording, corpus)


def _requirement_passage(row: Requirement, language: str, wording: Wording, corpus: Corpus) -> Passage:
    source = corpus.source(row.source_id, language)
    # A row about guidance keeps the guidance's own kind, so that it is never told as law.
    kind = source.kind if source.kind in _GUIDANCE_KINDS else SourceKind.REQUIREMENT
    text, statements = _compose(wording, language)
    return Passage(
        id=f"{row.source_id}#{row.id}.{language}",
        source_id=row.source_id,
        language=language,
        kind=kind,
        origin=Origin.RESTATED,
        authority=min(AUTHORITY[SourceKind.REQUIREMENT], source.authority),
        headings=(wording.title,),
        locator=locators(row.provisions, language, row.wording_by) or wording.title,
        url=source.url,
        text=text,
        statements=statements,
        validity=row.validity,
        provisions=row.provisions,
        row_id=row.id,
        asks=wording.asks,
    )


def _term_passage(term: Term, language: str, wording: Wording, corpus: Corpus) -> Passage:
    source = corpus.source(term.source_id, language)
    text, statements = _compose(wording, language)
    return Passage(
        id=f"{term.source_id}#{term.id}.{language}",
        source_id=term.source_id,
        language=language,
        kind=SourceKind.TERM,
        origin=Origin.RESTATED,
        authority=AUTHORITY[SourceKind.TERM],
        headings=(wording.title,),
        locator=locators(term.provisions, language) or wording.title,
        url=source.url,
        text=text,
        statements=statements,
        validity=term.validity,
        provisions=term.provisions,
        row_id=term.id,
        asks=wording.asks,
    )


def _compose(wording: Wording, language: str) -> tuple[str, tuple[Statement, ...]]:
    """The row's text, one block a line, and its statements with their offsets."""
    tense = Tense.PRESENT if wording.past else Tense.ALWAYS
    blocks = [(wording.text, StatementRole.SENTENCE, tense)]
    blocks += [(item, StatementRole.ITEM, tense) for item in wording.items]
    blocks += [
        (wording.after, StatementRole.SENTENCE, tense),
        (wording.past, StatementRole.SENTENCE, Tense.PAST),
        (wording.remark, StatementRole.REMARK, Tense.ALWAYS),
    ]
    text = ""
    statements: list[Statement] = []
    for block, role, block_tense in blocks:
        if not block:
            continue
        start = len(text)
        text += block + "\n"
        statements += _statements(block, start, role, block_tense, language)
    if wording.items:
        statements = _mark_lead_in(statements)
    return text.rstrip("\n"), tuple(statements)


def _statements(block: str, start: int, role: StatementRole, tense: Tense, language: str) -> list[Statement]:
    if role in {StatementRole.ITEM, StatementRole.REMARK}:
        return [Statement(start, start + len(block), role, tense)]
    return [Statement(start + first, start + last, role, tense) for first, last in sentence_spans(block, language)]


def _mark_lead_in(statements: list[Statement]) -> list[Statement]:
    first_item = next(i for i, statement in enumerate(statements) if statement.role is StatementRole.ITEM)
    lead = statements[first_item - 1]
    marked = Statement(lead.start, lead.end, StatementRole.LEAD_IN, lead.tense)
    return [*statements[: first_item - 1], marked, *statements[first_item:]]
