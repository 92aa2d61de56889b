"""Provision keys and how they are written for people.

A key is "ACT:SECTION[:SUBSECTION[:ITEM]]", e.g. "681/2023:45:1" for section 45, subsection 1.
"""

from __future__ import annotations

import re

_LOCATORS = {
    "fi": ("{section} §", " {subsection} mom.", " {item} kohta"),
    "sv": ("{section} §", " {subsection} mom.", " {item} punkten"),
    "en": ("s. {section}", "({subsection})", "({item})"),
}
_WORDING_BY = {
    "fi": "{place}, sellaisena kuin se on laissa {act}",
    "sv": "{place}, sådan bestämmelsen lyder i lag {act}",
    "en": "{place}, as worded in Act {act}",
}
_WORDINGS_BY = {
    "fi": "{place}, sellaisina kuin ne ovat laissa {act}",
    "sv": "{place}, sådana bestämmelserna lyder i lag {act}",
    "en": "{place}, as worded in Act {act}",
}
"""The same for several places."""


def act_of(key: str) -> str:
    """The Act's number: "681/2023"."""
    return key.split(":", 1)[0] if not key.startswith("ÅFS") else ":".join(key.split(":")[:2])


def names_a_section(key: str) -> bool:
    """Whether the key goes beyond the Act."""
    return bool(key[len(act_of(key)) + 1 :])


def subsection_of(key: str) -> str:
    """The key without its item: "681/2023:13:1" for "681/2023:13:1:3"; shorter keys as they are."""
    act, parts = act_of(key), parts_of(key)
    return ":".join((act, *parts[:2])) if parts != ("",) else act


def natural_order(key: str) -> tuple[tuple[int, str], ...]:
    """A sort key in the order of the statute: 9 before 10, 32 before 32a."""
    return tuple((int("".join(filter(str.isdigit, part)) or 0), part) for part in parts_of(key))


def covers(broader: str, narrower: str) -> bool:
    """Whether `narrower` is `broader` or lies within it."""
    return narrower == broader or narrower.startswith(broader + ":")


def locator(key: str, language: str) -> str:
    """The place for people: "681/2023 45 § 1 mom.", in English "681/2023 s. 45(1)"."""
    return f"{act_of(key)} {_place(key, language)}"


def locators(keys: tuple[str, ...], language: str, wording_by: str = "") -> str:
    """All places in one line, each Act named once; the Act that gave the wording is named where it is another one."""
    by_act: dict[str, list[str]] = {}
    for key in keys:
        by_act.setdefault(act_of(key), []).append(_place(key, language))
    written = [f"{act} {', '.join(places)}" for act, places in by_act.items()]
    if keys and wording_by not in {"", act_of(keys[0])}:
        several = len(by_act[act_of(keys[0])]) > 1
        written[0] = (_WORDINGS_BY if several else _WORDING_BY)[language].format(place=written[0], act=wording_by)
    return "; ".join(written)


def _place(key: str, language: str) -> str:
    patterns = _LOCATORS[language]
    section, subsection, item = (*parts_of(key), "", "")[:3]
    # Statutes write "32 a §"; in English the letter stays with its number.
    spaced = section if language == "en" else re.sub(r"(?<=\d)(?=[a-z])", " ", section)
    text = patterns[0].format(section=spaced)
    if subsection:
        text += patterns[1].format(subsection=subsection)
    if item:
        text += patterns[2].format(item=item)
    return text


def parts_of(key: str) -> tuple[str, ...]:
    """(section, subsection, item) as far as the key goes; ("",) for an Act."""
    return tuple(key[len(act_of(key)) + 1 :].split(":"))
