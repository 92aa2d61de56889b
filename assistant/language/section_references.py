"""References to Acts and sections in text as provision keys."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.language.references import take_references


def provisions_in(text: str) -> Iterator[str]:
    """Provision keys as far as the text gives them: "681/2023:45:1", ":45" (no Act), "681/2023" (no section)."""
    _, terms = take_references(text.lower())
    acts = list(dict.fromkeys(term for term in terms if "/" in term))
    places = _most_exact([term[1:].replace(".", ":") for term in terms if term.startswith("§")])
    if not places:
        yield from acts
    for place in places:
        yield from (f"{act}:{place}" for act in acts or [""])


def _most_exact(places: list[str]) -> list[str]:
    """Without a place that is the beginning of another one: "45" goes where "45:1" stands."""
    unique = list(dict.fromkeys(places))
    return [place for place in unique if not any(other.startswith(f"{place}:") for other in unique)]
