"""Catalogue rows and terms as passages: one for each language, all sharing the row's id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.domain.knowledge import Conflict, Example, ExampleWording, Requirement, Term, Wording
from assistant.domain.passage import Passage, Statement, StatementRole, Tense
from assistant.domain.source import AUTHORITY, Origin, Source, SourceKind, Validity
from assistant.knowledge.corpus import Corpus
from assistant.knowledge.provision import locators
from assistant.language.sentences import sentence_spans

_LISTS = {
    "headings": {"fi": "Otsikot", "sv": "Rubriker", "en": "Headings"},
    "objectives": {"fi": "Tavoitteet", "sv": "Mål", "en": "Objectives"},
    "measures": {"fi": "Toimenpiteet", "sv": "Åtgärder", "en": "Measures"},
    "indicators": {"fi": "Mittarit", "sv": "Indikatorer", "en": "Indicators"},
}
_GUIDANCE_KINDS = {SourceKind.GUIDANCE, SourceKind.CHECKLIST, SourceKind.FAQ, SourceKind.NEWS}


def corpus_passages(corpus: Corpus) -> Iterator[Passage]:
    """Every requirement and term in every language, in the order of the files."""
    for requirement in corpus.requirements.values():
        for language, wording in requirement.wordings.items():
            yield _requirement_passage(requirement, language, wording, corpus)
    for term in corpus.terms.values():
        for language, wording in term.wordings.items():
            yield _term_passage(term, language, wording, corpus)
    for conflict in corpus.conflicts:
        for language, wording in conflict.wordings.items():
            yield _conflict_passage(conflict, language, wording, corpus)
    for example in corpus.examples.values():
        for language, told in example.wordings.items():
            yield from _example_passages(example, language, told, corpus)


def _requirement_passage(row: Requirement, language: str, wording: Wording, corpus: Corpus) -> Passage:
    source = corpus.source(row.source_id, language)
    # A row about guidance keeps the guidance's own kind, so that it is never told as law.
    kind = source.kind if source.kind in _GUIDANCE_KINDS else SourceKind.REQUIREMENT
    passage = _restated(row.id, source, language, wording, kind, row.validity, row.provisions, row.wording_by)
    return replace(passage, authority=min(AUTHORITY[SourceKind.REQUIREMENT], source.authority))


def _term_passage(term: Term, language: str, wording: Wording, corpus: Corpus) -> Passage:
    source = corpus.source(term.source_id, language)
    return _restated(term.id, source, language, wording, SourceKind.TERM, term.validity, term.provisions)


def _conflict_passage(conflict: Conflict, language: str, wording: Wording, corpus: Corpus) -> Passage:
    held = corpus.requirements.get(conflict.follow[0]) or corpus.terms[conflict.follow[0]]
    source = corpus.source(held.source_id, language)
    # Told whole or not at all: the second sentence says what holds.
    told = Wording(title=wording.title, text="", remark=wording.text)
    return _restated(conflict.id, source, language, told, SourceKind.REQUIREMENT, conflict.validity, held.provisions)


def _example_passages(example: Example, language: str, told: ExampleWording, corpus: Corpus) -> Iterator[Passage]:
    """What is known of a programme, and each of its lists, as passages of their own."""
    source = corpus.source(example.source_id, language)
    facts = Wording(title=told.title, text=" ".join((*told.facts, *told.follow_up)), asks=told.asks)
    yield _restated(example.id, source, language, facts, SourceKind.PROGRAMME, source.validity)
    for kind, items in told.lists.items():
        lead = f"{_LISTS[kind][language]} ({told.title}):"
        items_told = Wording(title=told.title, text=lead, items=items)
        yield _restated(f"{example.id}.{kind}", source, language, items_told, SourceKind.PROGRAMME, source.validity)


def _restated(
    record_id: str,
    source: Source,
    language: str,
    wording: Wording,
    kind: SourceKind,
    validity: Validity,
    provisions: tuple[str, ...] = (),
    wording_by: str = "",
) -> Passage:
    """The passage of a record of the corpus: what `source` says, in our own words."""
    text, statements = _compose(wording, language)
    return Passage(
        id=f"{source.id}#{record_id}.{language}",
        source_id=source.id,
        language=language,
        kind=kind,
        origin=Origin.RESTATED,
        authority=AUTHORITY[kind],
        headings=(wording.title,),
        locator=locators(provisions, language, wording_by) or wording.title,
        url=source.url,
        text=text,
        statements=statements,
        validity=validity,
        provisions=provisions,
        row_id=record_id,
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
