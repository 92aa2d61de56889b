"""Claims that were changed by rule: sentences of the catalogue with one thing turned, and as they are."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from assistant.language.sentences import sentence_spans
from evals.grounding_sets import CATALOGUE, Pair, catalogue_rows, is_first_half

_FEWEST_WORDS = 7
_ONE_OF = 3
"""A sentence is changed in every way that it can be, but only every third sentence, to keep the set small."""

Change = tuple[str, str, str]
"""Kind, what is looked for, what stands in its place."""

_COUNTY = {"fi": "hyvinvointialue", "sv": "välfärdsområde", "en": "wellbeing services county"}
CHANGES: dict[str, tuple[Change, ...]] = {
    "fi": (
        ("negation", r"\bon (?=(?:\w+ ){0,4}?\w+(?:tava|tävä)\b)", "ei ole "),
        ("negation", r"\bvoi (?=\w)", "ei voi "),
        ("negation", r"\bei (?:edellytä|vaadi|velvoita)\b", "edellyttää"),
        ("modality", r"\bvoi (?=\w+[aä]\b)", "täytyy "),
        ("modality", r"\bvoidaan (?=\w+[aä]\b)", "täytyy "),
        ("qualifier", r"\b(?:tarvittaessa|pääsääntöisesti|mahdollisuuksien mukaan) ", ""),
        ("qualifier", r"\bvähintään\b", "enintään"),
        ("qualifier", r"\benintään\b", "vähintään"),
        ("actor", r"\b([Kk])unnan (?=on\b|pitää\b)", r"Hyvinvointialueen "),
        ("actor", r"\bKunta (?!ja\b)", "Hyvinvointialue "),
        ("actor", r"\b[Hh]yvinvointialueen (?=on\b)", "kunnan "),
        ("actor", r"\b[Hh]yvinvointialue (?!ja\b)", "kunta "),
        ("order", r"\bennen (?=\w)", "vasta sen jälkeen, "),
    ),
    "sv": (
        ("negation", r"\bska (?=\w)", "ska inte "),
        ("negation", r"\bkan (?=\w)", "kan inte "),
        ("negation", r"\bkräver (?:inte|ing\w+)", "kräver"),
        ("modality", r"\bska\b", "får"),
        ("modality", r"\bfår\b(?! inte)", "ska"),
        ("modality", r"\bkan\b(?! inte)", "måste"),
        ("qualifier", r"\b(?:vid behov|i regel|i den mån det är möjligt) ?", ""),
        ("qualifier", r"\bminst\b", "högst"),
        ("qualifier", r"\bhögst\b", "minst"),
        ("actor", r"\b([Kk])ommunen(?= (?:ska|får|kan|svarar|är))", "välfärdsområdet"),
        ("actor", r"\b(?:ska|får|kan) kommunen\b", "ska välfärdsområdet"),
        ("actor", r"\b([Vv])älfärdsområdet(?= (?:ska|får|kan|svarar))", "kommunen"),
        ("order", r"\b(?:innan|före)\b", "efter"),
    ),
    "en": (
        ("negation", r"\bmust (?=\w)", "need not "),
        ("negation", r"\bmay (?=\w)", "may not "),
        ("negation", r"\bdoes not (?=require|oblige)", "does "),
        ("modality", r"\bmust\b(?! not)", "may"),
        ("modality", r"\bmay\b(?! not)", "must"),
        ("qualifier", r",? ?\b(?:where needed|if needed|as a rule|as far as possible),? ?", " "),
        ("qualifier", r"\bat least\b", "at most"),
        ("qualifier", r"\bat most\b", "at least"),
        ("actor", r"\bthe municipality(?= (?:must|may|is|has))", "the wellbeing services county"),
        ("actor", r"\bthe wellbeing services county(?= (?:must|may|is|has))", "the municipality"),
        ("order", r"\bbefore (?=\w)", "only after "),
    ),
}
_REPEALED = re.compile(r"681/2023|1386/2010|1100/2024")
_WHEN = re.compile(r"\b(20[12]\d)\b")
_TWO_FIGURES = re.compile(r"(?P<first>\b\d[\d ,.]*\d|\b\d)(?P<between>\D+)(?P<second>\b\d[\d ,.]*\d|\b\d)")


def changed_pairs(directory: Path = CATALOGUE) -> Iterator[Pair]:
    """Every third sentence of the catalogue as it is, and in each way in which a rule can turn it.

    The unchanged ones have evidence in another language only: in their own they would be word for word the same.
    """
    for row in catalogue_rows(directory):
        half = is_first_half(row["id"])
        texts = {language: " ".join(row[language]["text"].split()) for language in ("fi", "sv", "en")}
        for language, text in texts.items():
            for start, end in sentence_spans(text, language):
                sentence = text[start:end]
                if len(sentence.split()) < _FEWEST_WORDS or zlib.crc32(sentence.encode()) % _ONE_OF:
                    continue
                for other, evidence in texts.items():
                    if other != language:
                        yield Pair(sentence, (evidence,), language, other, True, "as it is", half)
                    for kind, claim in changes_of(sentence, language):
                        yield Pair(claim, (evidence,), language, other, False, kind, half)


def changes_of(sentence: str, language: str) -> Iterator[tuple[str, str]]:
    """(kind of change, the sentence so changed), the first place of each rule."""
    for kind, wanted, instead in CHANGES[language]:
        changed = re.sub(wanted, instead, sentence, count=1)
        if changed != sentence:
            yield kind, changed[0].upper() + changed[1:]
    bare = _REPEALED.sub(lambda match: "x" * len(match[0]), sentence)
    if year := _WHEN.search(bare):
        yield "date", f"{sentence[: year.start()]}{int(year[1]) + 1}{sentence[year.end() :]}"
