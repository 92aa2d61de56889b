"""A follow-up made to stand alone: what it says together with what the questions before it were about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.intents import intent_of
from assistant.domain.query import Follows, Intent, Turn
from assistant.language.dates import without_dates
from assistant.language.follow_words import (
    ALSO,
    CHANGE,
    CONDITION,
    HEAD,
    NOW_ONLY,
    ORDINAL,
    QUESTION_WORD,
    SAME,
    SOURCE,
    THEN_ONLY,
    adds_to,
    content_words,
    is_noun_phrase,
    points_back,
    says_enough,
    with_other_subject,
)
from assistant.language.section_references import provisions_in

_FEW_WORDS = 5
"""A follow-up without words that tie it to the question before has at most so many content words."""
_FEW_WORDS_OF_CONDITION = 3
"""A condition of so few words says nothing that could be searched by itself."""
_MOST_WORDS_OF_SOURCE = 9
_MOST_SOURCES = 2
_MOST_OF_AN_ITEM = 200
_SENTENCES = re.compile(r"[?!.]\s+\w")
_END = re.compile(r"\s*[?!.]+\s*$")


@dataclass(frozen=True)
class StandAlone:
    """A question as it is to be read."""

    text: str
    """What is searched."""
    asked: str
    """The question by itself: as typed, or `text` where it was rewritten."""
    topic: str
    """What a further question that points back means."""
    follows: Follows = Follows.NOTHING
    provisions: tuple[str, ...] = ()
    """Provisions that the answer before rests on, where they are asked for."""
    near: tuple[str, ...] = ()
    """Provisions that the answer before rests on, where more is asked about the same."""


def stand_alone(text: str, history: Sequence[Turn]) -> StandAlone:
    """What `text` asks after the turns of `history`, oldest first; alone where it has nothing to do with them."""
    history = _of_substance(history)
    if change := CHANGE.match(text):
        rest = text[change.end() :] or text
        return StandAlone(rest, rest, topic_of(rest))
    if not history:
        return StandAlone(text, text, topic_of(text))
    before = stand_alone(history[-1].question, history[:-1])
    rest = _rest(text)
    return (
        _asks_source(text, before, history[-1].answer)
        or _asks_item(text, before, history[-1].answer)
        or _other_time(rest, before)
        or _other_thing(text, rest, before)
        or _about_the_same(text, rest, before, _rests_on(history[-1].answer))
        or StandAlone(text, text, topic_of(text))
    )


def topic_of(text: str) -> str:
    """The content words of a question, in order."""
    return " ".join(content_words(text))


def _of_substance(history: Sequence[Turn]) -> Sequence[Turn]:
    """The history up to its last turn that asked something."""
    turns = list(history)
    while turns and intent_of(turns[-1].question) in {Intent.SMALL_TALK, Intent.EMPTY, Intent.INSTRUCTION}:
        turns.pop()
    return turns


def _rest(text: str) -> str:
    """The text without the words with which a follow-up begins."""
    return HEAD.sub("", text, count=1)


def _asks_source(text: str, before: StandAlone, answer: str) -> StandAlone | None:
    if not SOURCE.search(text) or len(text.split()) > _MOST_WORDS_OF_SOURCE or _names_a_section(text):
        return None
    return replace(before, follows=Follows.SOURCE, asked=before.text, provisions=_rests_on(answer))


def _rests_on(answer: str) -> tuple[str, ...]:
    """The sections that the first sentence of an answer names, as far as it gives them."""
    return tuple(key for key in provisions_in(answer.split("\n", 1)[0]) if ":" in key)[:_MOST_SOURCES]


def _names_a_section(text: str) -> bool:
    """Whether the text names a section itself."""
    return any(":" in key for key in provisions_in(text))


def _asks_item(text: str, before: StandAlone, answer: str) -> StandAlone | None:
    number = next((number for number, words in ORDINAL.items() if words.search(text)), 0)
    items = _items(answer)
    if not number or len(items) < max(number, 2):
        return None
    item = items[number - 1][:_MOST_OF_AN_ITEM]
    return StandAlone(f"{before.topic}: {item}", item, before.topic, Follows.REWRITTEN)


def _items(answer: str) -> list[str]:
    """What an answer lists: its numbered items, else its sentences."""
    listed = "\n".join(answer.split("\n")[:2]).find("1)") >= 0
    numbered = re.findall(
        r"(?<![\w/])\d{1,2}\)\s*([^;\n]+?)(?=[;,]?\s*(?:and|ja|och|samt|sekä)?\s*\d{1,2}\)|[;\n]|$)", answer
    )
    return (
        numbered if listed and len(numbered) > 1 else [line for line in answer.split("\n") if line and line[0] != "("]
    )


def _other_time(rest: str, before: StandAlone) -> StandAlone | None:
    """The question before, at another time: "Och 2024?"."""
    if THEN_ONLY.match(rest):
        return replace(before, asked=before.text, follows=Follows.REWRITTEN)
    bare = SAME.sub(" ", without_dates(rest))
    has_date = bare != SAME.sub(" ", rest) or NOW_ONLY.match(rest)
    if not has_date or (content_words(bare) and not NOW_ONLY.match(rest)):
        return None
    time = SAME.sub(" ", rest).strip(" ?.!,")
    question = f"{_END.sub('', without_dates(before.text)).strip()} {time}?"
    return StandAlone(question, question, before.topic, Follows.REWRITTEN)


def _other_thing(text: str, rest: str, before: StandAlone) -> StandAlone | None:
    """The question before, about another thing or place: "Entä kuntapaikkasopimus?"."""
    phrase = _END.sub("", rest)
    if rest == text or not is_noun_phrase(phrase):
        return None
    if adds_to(phrase):
        question = f"{_END.sub('', before.text)} {phrase}?"
        return StandAlone(question, question, f"{before.topic} {topic_of(phrase)}", Follows.REWRITTEN)
    question = with_other_subject(before.text, phrase)
    return StandAlone(question, text, topic_of(phrase), Follows.REWRITTEN)


def _about_the_same(text: str, rest: str, before: StandAlone, near: tuple[str, ...]) -> StandAlone | None:
    words = content_words(rest)
    if points_back(rest, follows=rest != text):
        if CONDITION.match(rest):
            follows = Follows.QUESTION if len(words) > _FEW_WORDS_OF_CONDITION else Follows.REWRITTEN
            return StandAlone(f"{before.text} {text}", text, before.topic, follows, near=near)
        if rest != text and _SENTENCES.search(rest):
            return StandAlone(f"{before.text} {text}", text, before.topic, Follows.QUESTION, near=near)
        return StandAlone(f"{before.topic}: {rest}", text, before.topic, Follows.REWRITTEN, near=near)
    if rest == text and (len(words) > _FEW_WORDS or says_enough(text)):
        if not ALSO.search(text):
            return None
        return StandAlone(f"{before.text} {text}", text, topic_of(rest), Follows.PERHAPS, near=near)
    asks = bool(QUESTION_WORD.search(rest)) and len(words) > 1
    topic = topic_of(rest) if asks else f"{before.topic} {topic_of(rest)}".strip()
    return StandAlone(f"{before.text} {text}", text, topic, Follows.PERHAPS if asks else Follows.QUESTION)
