"""Authorities by the name that they had on the day asked about.

Rows tell today's name and, in brackets, the one before: "elinvoimakeskuksen (31.12.2025 asti ELY-keskuksen)". For a day
on which the old name held, that one is told, with the same bracket: "ELY-keskuksen (31.12.2025 asti)".
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from assistant.answering.extract import Draft
from assistant.answering.verify import Claim
from assistant.language.dates import days_named

_NAMES = (
    # The name is one word in Finnish and Swedish; in English it begins with a capital after "the".
    re.compile(r"(?P<new>[\w-]+) \((?P<until>\d{1,2}\.\d{1,2}\.\d{4} asti) (?P<old>[\w-]+)\)"),
    re.compile(r"(?P<new>[\w-]+) \((?P<until>till(?: och med)? den \d{1,2} \w+ \d{4}) (?P<old>[\w-]+)\)"),
    re.compile(
        r"(?P<new>[Tt]he [A-Z]\w+(?: [A-Z]\w+)*(?:'s)?|[A-Z]\w+(?: [A-Z]\w+)*) "
        r"\((?P<until>until \d{1,2} \w+ \d{4}) (?P<old>(?:the )?[A-Z][\w -]*)\)"
    ),
)


def told_with_names_of(draft: Draft, day: date) -> Draft:
    """The draft with the names that authorities had on `day` in its claims."""
    return tuple(
        replace(part, text=with_names_of(part.text, day)) if isinstance(part, Claim) and not part.is_wording else part
        for part in draft
    )


def with_names_of(text: str, day: date) -> str:
    """The text with the names that authorities had on `day`; as it is where today's names hold."""
    for pattern in _NAMES:
        text = pattern.sub(lambda match: _name_on(match, day), text)
    return text


def _name_on(match: re.Match[str], day: date) -> str:
    until = [named for _, named in days_named(match["until"])]
    if not until or day > until[0]:
        return match[0]
    return f"{match['old']} ({match['until']})"
