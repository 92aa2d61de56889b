"""A conversation as a file: Markdown to read, JSON to work on. Questions stand in it with personal data masked."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from assistant.answering.render import answer_to_json
from assistant.domain.answer import Answer, Sentence, SentenceKind
from assistant.domain.conversation import Conversation
from assistant.domain.source import Origin
from assistant.templates import Texts, texts_in, written_date


def conversation_to_json(conversation: Conversation, *, exported_on: date) -> str:
    """One JSON document: when, the language and the day wanted, and every answer object, oldest first."""
    document: dict[str, Any] = {
        "exported_on": exported_on.isoformat(),
        "language": conversation.language,
        "as_of": conversation.as_of.isoformat() if conversation.as_of else None,
        "answers": [answer_to_json(answer) for answer in conversation.answers],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def conversation_to_markdown(conversation: Conversation, texts: Texts, *, exported_on: date) -> str:
    """The conversation as it is read, every answer with its sources and their quotes."""
    title = texts.get("export_title", day=written_date(exported_on, texts.language))
    note = texts.get("export_note")
    head = f"# {title}\n\n{note}"
    return "\n\n".join([head, *(_turn(number, answer) for number, answer in enumerate(conversation.answers, 1))]) + "\n"


def quotes_of(answer: Answer, n: int) -> list[str]:
    """The quotes that the answer takes from its source number `n`, each once, in the order of the answer."""
    sentences = [citation for sentence in answer.sentences for citation in sentence.citations]
    caveats = [citation for caveat in answer.caveats for citation in caveat.citations]
    return list(dict.fromkeys(citation.quote for citation in (*sentences, *caveats) if citation.n == n))


def _turn(number: int, answer: Answer) -> str:
    texts = texts_in(answer.language)
    status = [texts.get("as_of", day=written_date(answer.as_of, texts.language))]
    if answer.law_checked_to:
        status.append(texts.get("checked_to", day=written_date(answer.law_checked_to, texts.language)))
    status.append(texts.get(f"status_{answer.status.value}"))
    if answer.versions.model:
        status.append(texts.get("worded_by", model=answer.versions.model))
    blocks = [f"## {number}. {_one_line(answer.question) or '–'}", f"*{' · '.join(status)}*"]
    blocks += [_sentence(sentence) for sentence in answer.sentences]
    blocks += [f"> {texts.get('note')} {_one_line(caveat.text)}{_marks(caveat.citations)}" for caveat in answer.caveats]
    if answer.sources:
        heading = texts.get("chat_sources")
        blocks.append("\n".join([f"### {heading}\n", *_sources(answer, texts)]))
    return "\n\n".join(blocks)


def _sentence(sentence: Sentence) -> str:
    text = f"{_one_line(sentence.text)}{_marks(sentence.citations)}"
    return text if sentence.kind is SentenceKind.CLAIM else f"*{text}*"


def _sources(answer: Answer, texts: Texts) -> list[str]:
    lines = []
    for source in answer.sources:
        standing = texts.get(f"standing_{source.standing.value}")
        own = " · " + texts.get("restated") if source.origin is Origin.RESTATED else ""
        link = f" <{source.url}>" if source.url else ""
        lines.append(f"- [{source.n}] {source.title}, {source.locator} · {standing}{own}{link}")
        lines += [f"  - “{_one_line(quote)}”" for quote in quotes_of(answer, source.n)]
    return lines


def _marks(citations: tuple[Any, ...]) -> str:
    return "".join(f" [{n}]" for n in dict.fromkeys(citation.n for citation in citations))


def _one_line(text: str) -> str:
    return " ".join(text.split())
