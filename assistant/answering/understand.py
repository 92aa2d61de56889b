"""What is asked: language, intent, as-of date, provisions; personal data is masked before anything else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from assistant.answering.intents import intent_of
from assistant.domain.query import Intent, Query, Question
from assistant.language.asked_days import asked_days
from assistant.language.function_words import STOP_WORDS
from assistant.language.personal_data import mask_personal_data
from assistant.language.section_references import provisions_in

ANSWER_LANGUAGES = ("fi", "sv", "en")
OTHER_LANGUAGE = "en"
"""The answer's language for a question in a language that Koto does not answer in."""
NO_LANGUAGE = "fi"
"""The answer's language where the question shows none: an empty one, a number."""
_FEW_WORDS = 5
"""A follow-up has at most so many words besides stop words."""
_LANGUAGE_WORDS = {
    "fi": re.compile(r"\b(suomeksi|på finska|in finnish)\b", re.I),
    "sv": re.compile(r"\b(ruotsiksi|på svenska|in swedish)\b", re.I),
    "en": re.compile(r"\b(englanniksi|på engelska|in english)\b", re.I),
}
"""Words that ask for the same in another language, where nothing else is asked."""
_FOLLOWS = re.compile(
    r"^(ja|entä|entäs|mutta|miksi(kö)?|och|men|hur var det|hur är det|varför|gäller det|and|but|what about|how about|"
    r"why|then|is that|was that|does that|onko se|oliko se|koskeeko se)\b",
    re.I,
)


def understand(question: Question, *, today: date, detect: Callable[[str], str]) -> Query:
    """The stand-alone query for `question`.

    Never raises: a question without words has the intent EMPTY.
    """
    question = _in_other_language(question)
    masked = mask_personal_data(_clean(question.text))
    found = detect(masked.text)
    language = question.language or (
        found if found in ANSWER_LANGUAGES else _language_of_history(question, found, detect)
    )
    text = _stand_alone(masked.text, language, question)
    days = asked_days(masked.text, today)
    if not days.days and text != masked.text:
        days = replace(asked_days(text, today), is_as_issued=days.is_as_issued)
    named = question.as_of or next(iter(days.days), None)
    return Query(
        text=text,
        language=language,
        as_of=named or today,
        intent=intent_of(masked.text) if masked.text else Intent.EMPTY,
        date_was_asked=named is not None,
        provisions=tuple(provisions_in(masked.text)),
        masked=masked.count > 0,
        days=() if question.as_of else days.days,
        is_old_law=days.is_old_law and question.as_of is None,
        is_as_issued=days.is_as_issued,
        is_range=days.is_range,
        asked=masked.text,
        asked_in=found,
    )


def _in_other_language(question: Question) -> Question:
    """What a request for the same in another language asks: the question before it, answered in that language."""
    if not question.history or len(question.text.split()) > _FEW_WORDS + 2:
        return question
    for language, words in _LANGUAGE_WORDS.items():
        if words.search(question.text):
            return replace(
                question, text=question.history[-1].question, language=language, history=question.history[:-1]
            )
    return question


def _clean(text: str) -> str:
    """The text without control, format and tag characters, its white space folded."""
    visible = (character for character in text if character.isprintable() or character.isspace())
    return " ".join("".join(visible).split())


def _language_of_history(question: Question, found_in_question: str, detect: Callable[[str], str]) -> str:
    for turn in reversed(question.history):
        if (found := detect(turn.question)) in ANSWER_LANGUAGES:
            return found
    return NO_LANGUAGE if found_in_question == "und" else OTHER_LANGUAGE


def _stand_alone(text: str, language: str, question: Question) -> str:
    """A follow-up together with the question that it follows; a question that says enough itself stays alone."""
    if not question.history:
        return text
    words = [word for word in re.findall(r"\w+", text.lower()) if word not in STOP_WORDS.get(language, ())]
    if len(words) > _FEW_WORDS and not _FOLLOWS.match(text):
        return text
    before = mask_personal_data(_clean(question.history[-1].question)).text
    return f"{before} {text}"
