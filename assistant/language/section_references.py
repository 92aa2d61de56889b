"""References to Acts and sections in text, whatever their form and language, as provision keys."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ACT = re.compile(r"(?<![\d/])(\d{1,4}/(?:19|20)\d\d)(?!\d)")
_NUMBER = r"(\d{1,3})\s?([a-z])?"
# fi and sv: "45 §", "45 §:n 1 momentti", "45 § 1 mom. 2 kohta", "45 § 1 mom. 2 punkten".
_SIGN = re.compile(
    rf"(?<![\d/.]){_NUMBER}\s?(?:§|pykälä\w*|paragraf\w*)(?::\w+)?"
    r"(?:\s?(\d+)\.?\s?mom\w*\.?)?(?:\s?(\d+)\s?(?:kohta|kohda\w*|punkt\w*))?",
    re.I,
)
# en: "section 45(1)", "s. 45", "sec. 45(1)(2)", "ss. 32".
_WORD = re.compile(rf"\b(?:sections?|sec\.|ss?\.)\s?{_NUMBER}(?:\((\d+)\))?(?:\((\d+)\))?", re.I)
_WORD_BEFORE = re.compile(r"\b(?:pykälä\w*|paragraf\w*|§)\s?(\d{1,3})\b", re.I)


def acts_in(text: str) -> list[str]:
    """Numbers of Acts in `text`: "681/2023"; each once, in order."""
    return list(dict.fromkeys(match[1] for match in _ACT.finditer(text)))


def places_in(text: str) -> list[str]:
    """Section references without their Act: "45:1"; each once, in order."""
    found = [(match.start(), _place(match.groups())) for pattern in (_SIGN, _WORD) for match in pattern.finditer(text)]
    found += [(match.start(), match[1]) for match in _WORD_BEFORE.finditer(text)]
    return list(dict.fromkeys(place for _, place in sorted(found)))


def provisions_in(text: str) -> Iterator[str]:
    """Provision keys as far as the text gives them: "681/2023:45:1", ":45" (no Act), "681/2023" (no section)."""
    acts, places = acts_in(text), places_in(text)
    if not places:
        yield from acts
    for place in places:
        if acts:
            yield from (f"{act}:{place}" for act in acts)
        else:
            yield f":{place}"


def _place(groups: tuple[str | None, ...]) -> str:
    number, letter, subsection, item = groups
    section = f"{number}{(letter or '').lower()}"
    return ":".join(part for part in (section, subsection, item) if part)
