"""Which language a text is in: stop words first, a statistical model only where they leave a doubt."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache

from assistant.language.function_words import ENDINGS_BY_LANGUAGE, FUNCTION_WORDS, LETTERS

UNDETERMINED = "und"
"""What `detect_language` returns for a text without words (ISO 639-2)."""

OURS = ("fi", "sv", "en")
_READ_CHARACTERS = 2000
_LEAST_SCORE = 1.0
_LEAST_RATIO = 1.4
_LEAST_SHARE = 0.25
_SHARE_UP_TO_WORDS = 12
_ENDING_WEIGHT = 0.4
_FOLDED_WEIGHT = 0.6
_LETTER_WEIGHT = 0.3
_SHORTEST_WITH_ENDING = 6

_WORD = re.compile(r"[^\W\d_]+(?:['’:-][^\W\d_]+)*")
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
_COMMON_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzåäöéèüàáíóúñçøæõßšžêôîâëï'’:-")

_SCRIPTS = {
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "GREEK": "el",
    "HEBREW": "he",
    "THAI": "th",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
    "DEVANAGARI": "hi",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "ETHIOPIC": "am",
    "BENGALI": "bn",
    "TAMIL": "ta",
}
_LEAST_TELLING = 2
_TELLING = {
    "ku": (
        frozenset("êîûşç"),
        frozenset(
            "ma divê gelo çi bo çawa heye dikare dikarim ez em hûn bi li ji û ku kî kengî min te wan xwe".split()
        ),
    ),
    "bs": (
        frozenset("čćđšž"),
        frozenset(
            "da li je su što šta kako gdje koji koja mora može možete hvala molim imam ima treba kada zašto".split()
        ),
    ),
}
"""Languages outside the model: letters and words of which they have several."""
_WITHIN_SCRIPT = {
    "ru": (("uk", "іїєґ"), ("bg", "ѝ")),
    "ar": (("ckb", "ێۆڵڕڤ"), ("ur", "ٹڈڑے"), ("fa", "پچژگیک")),
}


def detect_language(text: str) -> str:
    """The language of `text`: "fi", "sv", "en", another ISO 639-1 code, or "und".

    "und" is for text without letters. Foreign names and single foreign terms do not
    change the answer. Only a text that stop words, endings and letters leave in doubt
    loads the statistical model, which takes a fraction of a second once a process.
    """
    sample = _ADDRESS.sub(" ", unicodedata.normalize("NFC", text[:_READ_CHARACTERS])).lower()
    script = _foreign_script(sample)
    if script:
        return script
    words = _WORD.findall(sample)
    if not words:
        return UNDETERMINED
    return _by_telling_words(words, sample) or _decide(_scores(words), words, sample)


def _by_telling_words(words: list[str], sample: str) -> str | None:
    """A language that the model does not know, where several of its words and its letters stand in the text."""
    if sample.isascii():
        return None
    for language, (letters, telling) in _TELLING.items():
        if sum(word in telling for word in set(words)) >= _LEAST_TELLING and not letters.isdisjoint(sample):
            return language
    return None


def _decide(scores: Mapping[str, float], words: list[str], sample: str) -> str:
    best = _clear_winner(scores, len(words))
    if best and not _has_alien_letters(words):
        return best
    return _model()(sample, scores)


def _clear_winner(scores: Mapping[str, float], word_count: int) -> str | None:
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    best, score = ranked[0]
    runner_up = ranked[1][1]
    if score < max(_LEAST_SCORE, _LEAST_SHARE * min(word_count, _SHARE_UP_TO_WORDS)):
        return None
    return best if score >= _LEAST_RATIO * runner_up else None


def _scores(words: list[str]) -> dict[str, float]:
    scores = dict.fromkeys(FUNCTION_WORDS, 0.0)
    for word, count in Counter(words).items():
        # A word repeated ten times is not ten times the evidence.
        weight = min(count, 3)
        for language, evidence in _evidence(word).items():
            scores[language] += weight * evidence
    return scores


def _evidence(word: str) -> dict[str, float]:
    exact = _listed().get(word)
    if exact:
        return {language: _share(len(exact)) for language in exact}
    evidence = {language: _LETTER_WEIGHT for language in _languages_of_letters(word)}
    folded = _listed_folded().get(word, ())
    for language in folded:
        evidence[language] = evidence.get(language, 0.0) + _FOLDED_WEIGHT * _share(len(folded))
    if len(word) >= _SHORTEST_WITH_ENDING:
        for language, endings in ENDINGS_BY_LANGUAGE.items():
            if word.endswith(endings):
                evidence[language] = evidence.get(language, 0.0) + _ENDING_WEIGHT
    return evidence


def _share(languages: int) -> float:
    """Weight of a word that stands in the lists of so many languages."""
    return 1.0 / languages


def _languages_of_letters(word: str) -> set[str]:
    """Languages that write all the unusual letters of `word`; none if it has none."""
    sets = [set(LETTERS[letter]) for letter in set(word) if letter in LETTERS]
    return set.intersection(*sets) if sets else set()


@cache
def _listed() -> dict[str, tuple[str, ...]]:
    languages: dict[str, list[str]] = {}
    for language, words in FUNCTION_WORDS.items():
        for word in words:
            languages.setdefault(word, []).append(language)
    return {word: tuple(found) for word, found in languages.items()}


@cache
def _listed_folded() -> dict[str, tuple[str, ...]]:
    """Words as typed without their dots and rings: "mita", "maste"."""
    folded: dict[str, tuple[str, ...]] = {}
    for word, languages in _listed().items():
        plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
        if plain != word and plain not in _listed():
            folded[plain] = tuple(sorted({*folded.get(plain, ()), *languages}))
    return folded


def _has_alien_letters(words: list[str]) -> bool:
    """Whether a third of the words have letters that none of the listed languages writes."""
    alien = sum(not _COMMON_LETTERS.issuperset(word) for word in words)
    return alien * 3 > len(words)


def _foreign_script(sample: str) -> str | None:
    """The commonest language of the script, when most letters are not Latin."""
    if sample.isascii():
        return None
    letters = [c for c in sample if c.isalpha()]
    foreign = [c for c in letters if ord(c) >= 0x370]
    if not foreign or len(foreign) * 2 <= len(letters):
        return None
    names = Counter(unicodedata.name(c, "").split(" ")[0] for c in foreign)
    if names["HIRAGANA"] or names["KATAKANA"]:
        return "ja"
    language = next((_SCRIPTS[name] for name, _ in names.most_common() if name in _SCRIPTS), None)
    for narrower, marks in _WITHIN_SCRIPT.get(language or "", ()):
        if any(mark in sample for mark in marks):
            return narrower
    return language


@cache
def _model() -> Callable[[str, Mapping[str, float]], str]:
    # Imported here: the model's library is needed for doubtful text only.
    from assistant.adapters.lingua_detector import LinguaDetector

    detector = LinguaDetector()

    def most_likely(sample: str, scores: Mapping[str, float]) -> str:
        chances = detector.chances(sample)
        best_score = max(scores.values())
        if not chances:
            return max(sorted(scores), key=lambda language: scores[language]) if best_score else UNDETERMINED
        total = sum(scores.values()) or 1.0

        def belief(language: str) -> float:
            prior = 3.0 if language in OURS and scores[language] >= best_score else 1.0
            return prior * chances[language] * (0.25 + scores.get(language, 0.0) / total)

        return max(sorted(chances), key=belief)

    return most_likely
