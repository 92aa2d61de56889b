"""What is asked: language, intent, as-of date, provisions; personal data is masked before anything else."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.follow_up import stand_alone
from assistant.answering.intents import asks_to_look_up, intent_of
from assistant.domain.query import Follows, Intent, Query, Question, Turn
from assistant.language.asked_days import asked_days
from assistant.language.follow_words import NOW_ONLY
from assistant.language.personal_data import MASK, Masked, mask_personal_data
from assistant.language.section_references import provisions_in

ANSWER_LANGUAGES = ("fi", "sv", "en")
OTHER_LANGUAGE = "en"
"""The answer's language for a question in a language that Koto does not answer in."""
NO_LANGUAGE = "fi"
"""The answer's language where the question shows none: an empty one, a number."""
_MOST_WORDS_FOR_THE_SAME = 7
_NAMED = "NN"
"""What stands for a masked name where the words around it are read."""
_LANGUAGE_WORDS = {
    "fi": re.compile(r"\b(suomeksi|på finska|in finnish)\b", re.I),
    "sv": re.compile(r"\b(ruotsiksi|på svenska|in swedish)\b", re.I),
    "en": re.compile(r"\b(englanniksi|på engelska|in english)\b", re.I),
}
"""Words that ask for the same in another language, where nothing else is asked."""


def understand(
    question: Question,
    *,
    today: date,
    detect: Callable[[str], str],
    knows: Callable[[str], bool] = lambda word: False,
) -> Query:
    """The stand-alone query for `question`; `knows` tells whether a lower-case word stands in the sources.

    Never raises: a question without words has the intent EMPTY.
    """
    typed = mask_personal_data(_clean(question.text), knows)
    history = tuple(
        Turn(mask_personal_data(_clean(turn.question), knows).text, turn.answer) for turn in question.history
    )
    again = _in_other_language(typed.text, history)
    found = detect(typed.text)
    language = (
        again
        or question.language
        or (found if found in ANSWER_LANGUAGES else _language_of_history(history, found, detect))
    )
    read = stand_alone(
        history[-1].question if again else typed.text,
        history[:-1] if again else history,
    )
    typed_days = asked_days(typed.text, today)
    days = typed_days if typed_days.days else asked_days(read.asked, today)
    days = replace(days, is_old_law=days.is_old_law or (typed_days.is_old_law and not days.days))
    if not days.days and read.follows is not Follows.NOTHING and not NOW_ONLY.match(typed.text):
        days = replace(asked_days(read.text, today), is_as_issued=days.is_as_issued)
    named = question.as_of or next(iter(days.days), None)
    return Query(
        # An item of the answer before may stand in it, and callers write that answer.
        text=mask_personal_data(read.text, knows).text if history else read.text,
        language=language,
        as_of=named or today,
        intent=_intent_of(typed),
        date_was_asked=named is not None,
        provisions=read.provisions or tuple(provisions_in(read.asked)),
        masked=typed.count > 0,
        days=() if question.as_of else days.days,
        is_old_law=days.is_old_law and question.as_of is None,
        is_as_issued=days.is_as_issued,
        is_range=days.is_range,
        asked=read.asked,
        typed=typed.text,
        follows=read.follows,
        near=read.near,
        asked_in=language if again else found,
    )


def _intent_of(typed: Masked) -> Intent:
    if not typed.text:
        return Intent.EMPTY
    intent = intent_of(typed.text.replace(MASK, _NAMED) if typed.names else typed.text)
    is_private = typed.tells_private_matters or (typed.count > 0 and asks_to_look_up(typed.text))
    return Intent.PERSONAL_DATA if is_private and intent is not Intent.INSTRUCTION else intent


def _in_other_language(text: str, history: Sequence[Turn]) -> str:
    """The language in which the same is asked for once more; empty where something else is asked."""
    if not history or len(text.split()) > _MOST_WORDS_FOR_THE_SAME:
        return ""
    return next((language for language, words in _LANGUAGE_WORDS.items() if words.search(text)), "")


def _clean(text: str) -> str:
    """The text without control, format and tag characters, its white space folded."""
    visible = (character for character in text if character.isprintable() or character.isspace())
    return " ".join("".join(visible).split())


def _language_of_history(history: Sequence[Turn], found_in_question: str, detect: Callable[[str], str]) -> str:
    for turn in reversed(history):
        if (found := detect(turn.question)) in ANSWER_LANGUAGES:
            return found
    return NO_LANGUAGE if found_in_question == "und" else OTHER_LANGUAGE
