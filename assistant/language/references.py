"""References to provisions as single terms, whatever the form that they are written in."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = r"\d{1,3}(?:\s?[a-z](?![^\W_]))?"
_SECTIONS = rf"{_NUMBER}(?:\s?(?:,|–|-|ja|och|and|eller|tai|or)\s?{_NUMBER})*"
_SMALL = r"\d{1,2}(?:\s?(?:,|–|-|ja|och|tai|eller)\s?\d{1,2}(?!\d))*"
_SUBSECTION_WORD = r"(?:momen(?:t|tt|ti|tin|tissa|tista|tti|ttia|tilla|tet|tets)\w*|mom\.?)"
_ITEM_WORD = r"(?:kohda\w*|kohta\w*|kohd\.|punkten|punkt|p\.)"

# "45 §", "45 §:n 1 momentin 2 kohta", "45 § 1 mom.", "45 a §", "12, 13 ja 15 §"
_NORDIC = re.compile(
    rf"(?<![\w/.])(?P<section>{_SECTIONS})\s?(?:§+(?:[:.]?[a-zåäö]{{1,5}}(?![^\W_]))?|pykälä\w*|paragraf\w*)"
    rf"(?:\s?(?P<subsection>{_SMALL})\s?{_SUBSECTION_WORD}(?:\s(?P<item>\d{{1,2}})\s?{_ITEM_WORD})?)?",
    re.IGNORECASE,
)
# "section 45(1)(2)", "s. 45(1)", "sections 45 and 46", "§ 45(1)"
_ENGLISH = re.compile(
    rf"(?:(?<![^\W_])(?:sections?|secs?\.|ss?\.|paragraf(?:en)?|pykälä)\s?|§+\s?)(?P<section>{_SECTIONS})"
    r"(?:\s?\((?P<subsection>\d{1,2})\)|,?\s(?:subsection|momentti|mom\.?)\s(?P<later>\d{1,2}))?(?:\s?\((?P<item>\d{1,2})\))?",
    re.IGNORECASE,
)
# "subsection 1 of section 45"
_REVERSED = re.compile(
    rf"(?<![^\W_])subsection\s(?P<subsection>\d{{1,2}})\sof\s(?:section|s\.)\s(?P<section>{_NUMBER})", re.IGNORECASE
)
_ACT = re.compile(r"(?<![\w/])(?P<act>\d{1,4}/(?:1[89]|20)\d\d)(?![\w/])")
_PATTERNS = (_REVERSED, _NORDIC, _ENGLISH)


def take_references(text: str) -> tuple[str, list[str]]:
    """`text` without its references to provisions, and these as terms, in text order by kind.

    A section is "§45", and with its subsection also "§45.1"; an item adds "§45.1.2".
    An Act's number stays as it is: "681/2023".
    """
    terms: list[str] = []

    def take_section(match: re.Match[str]) -> str:
        terms.extend(_section_terms(match))
        return " "

    def take_act(match: re.Match[str]) -> str:
        terms.append(match["act"])
        return " "

    if not any(character.isdigit() for character in text):
        return text, terms
    text = _ACT.sub(take_act, text)
    for pattern in _PATTERNS:
        text = pattern.sub(take_section, text)
    return text, terms


def _section_terms(match: re.Match[str]) -> Iterator[str]:
    groups = match.groupdict()
    sections = [re.sub(r"\s", "", number).lower() for number in re.findall(_NUMBER, match["section"])]
    for section in sections:
        yield f"§{section}"
    subsections = re.findall(r"\d+", groups.get("subsection") or groups.get("later") or "")
    for subsection in subsections:
        yield f"§{sections[-1]}.{subsection}"
    if subsections and groups.get("item"):
        yield f"§{sections[-1]}.{subsections[-1]}.{groups['item']}"
