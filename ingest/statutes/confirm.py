"""What official wording each catalogue row was confirmed against, and which rows have another one behind them now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.domain.knowledge import Requirement
from assistant.knowledge.corpus import Corpus
from assistant.knowledge.provision import act_of, names_a_section, natural_order
from ingest.statutes.library import LANGUAGES, Library, digest_of
from ingest.statutes.validity import Wording


@dataclass(frozen=True)
class Change:
    """A row whose provision reads otherwise than when the row was confirmed."""

    row_id: str
    provision: str
    language: str
    since: date | None
    """The first day of the other wording; None where the wording confirmed is not found at all."""
    by: str
    """The Act that gave the other wording, "" where it is not known."""

    @property
    def told(self) -> str:
        """One line for the report."""
        since = f"from {self.since}" if self.since else "now"
        by = f" (Act {self.by})" if self.by else ""
        return f"{self.row_id}: {self.provision} reads otherwise {since}{by}; read it and confirm the row"


def wordings_behind(row: Requirement, key: str, language: str, library: Library) -> list[Wording]:
    """The official wordings behind one provision of a row for the whole time of which the row speaks, oldest first."""
    if row.validity.never_applied:
        return library.never_applied(key, language, row.wording_by)
    found = [wording for wording in library.behind(key, language) if _overlaps(wording, row)]
    return sorted(found, key=lambda wording: (wording.validity.valid_from or date.min, natural_order(wording.key)))


def confirmation_of(row: Requirement, library: Library) -> dict[str, dict[str, str]]:
    """Digests by language and provision key, of Acts that are at hand; empty where none is."""
    found = {
        language: {
            key: digest_of(wordings_behind(row, key, language, library))
            for key in row.provisions
            if names_a_section(key) and library.history(act_of(key), language) is not None
        }
        for language in LANGUAGES
    }
    return {language: digests for language, digests in found.items() if digests}


def changes(corpus: Corpus, library: Library) -> Iterator[Change]:
    """Rows whose official wording is another one than they were confirmed against.

    A row whose Act is not at hand, or that was never confirmed against a text, is not among them.
    """
    for row_id, confirmation in corpus.confirmed.items():
        row = corpus.requirements[row_id]
        for language, digests in confirmation.items():
            for key, digest in digests.items():
                if key in row.provisions and library.history(act_of(key), language) is not None:
                    wordings = wordings_behind(row, key, language, library)
                    if digest_of(wordings) != digest:
                        yield _change(row, key, language, wordings, digest)


def _change(row: Requirement, key: str, language: str, wordings: list[Wording], digest: str) -> Change:
    """The change, dated where what was confirmed is still the beginning of what is found."""
    days = sorted({wording.validity.valid_from for wording in wordings if wording.validity.valid_from})
    for day in days:
        before = [wording for wording in wordings if (wording.validity.valid_from or date.min) < day]
        if before and digest_of(before) == digest:
            by = next(wording.wording_by for wording in wordings if wording.validity.valid_from == day)
            return Change(row.id, key, language, day, by)
    return Change(row.id, key, language, None, "")


def _overlaps(wording: Wording, row: Requirement) -> bool:
    if wording.validity.never_applied:
        return False
    first, last = row.validity.valid_from or date.min, row.validity.valid_to or date.max
    return (wording.validity.valid_from or date.min) <= last and (wording.validity.valid_to or date.max) >= first
