"""A cited source in words: its tag, standing, origin, validity and day of checking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

from api.texts import Texts
from assistant.domain.answer import CitedSource
from assistant.domain.source import Standing

TAGS = {
    Standing.IN_FORCE: "law",
    Standing.NOT_YET_IN_FORCE: "coming",
    Standing.REPEALED: "history",
    Standing.NEVER_IN_FORCE: "history",
    Standing.PLANNED: "plan",
    Standing.GUIDANCE: "guidance",
    Standing.EXAMPLE: "example",
}

CAUTIOUS_TAGS = ("history", "plan", "coming")
"""Tags that win over the others, in this order: what is no law today is never tagged as law."""


def tag_of(standings: Sequence[Standing]) -> str | None:
    """The tag of a claim that cites sources of these standings, the main one first; None without any."""
    tags = [TAGS[standing] for standing in standings]
    for tag in CAUTIOUS_TAGS:
        if tag in tags:
            return tag
    return tags[0] if tags else None


def standing_in_words(standing: Standing, texts: Texts, *, as_of: date, checked_to: date | None) -> str:
    """The standing on `as_of`; "in force" is said only of a day to which the law was checked."""
    if standing is not Standing.IN_FORCE:
        return texts(f"standing_{standing.value}")
    if checked_to is None:
        return texts("standing_in_force_unchecked")
    if as_of > checked_to:
        return texts("standing_in_force_as_checked", day=texts.day(checked_to))
    return texts("standing_in_force", day=texts.day(as_of))


def validity_in_words(source: CitedSource, texts: Texts) -> str:
    """From when to when the wording applies, or an empty string where there is nothing to say."""
    if source.standing is Standing.NEVER_IN_FORCE:
        return ""
    start = texts.day(source.valid_from) if source.valid_from else ""
    end = texts.day(source.valid_to) if source.valid_to else ""
    if start and source.standing is Standing.PLANNED:
        return texts("planned_from", start=start)
    if start and source.standing is Standing.NOT_YET_IN_FORCE:
        return texts("will_be_valid_from", start=start)
    past = "was_" if end and source.standing is Standing.REPEALED else ""
    if start and end:
        return texts(f"{past}valid_between", start=start, end=end)
    if end:
        return texts(f"{past}valid_to", end=end)
    return texts("valid_from", start=start) if start else ""


def facts_in_words(source: CitedSource, texts: Texts, *, as_of: date) -> tuple[str, ...]:
    """What a reader must know of a source: standing, origin, validity, days of checking and fetching."""
    facts = [
        standing_in_words(source.standing, texts, as_of=as_of, checked_to=source.consolidated_to),
        texts(f"origin_{source.origin.value}"),
        validity_in_words(source, texts),
    ]
    if source.consolidated_to:
        facts.append(texts("source_checked", day=texts.day(source.consolidated_to)))
    if source.retrieved_on:
        facts.append(texts("source_retrieved", day=texts.day(source.retrieved_on)))
    return tuple(fact for fact in facts if fact)


def safe_link(url: str) -> str:
    """The address if a browser may be sent there (http or https with a host), else an empty string."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc else ""
