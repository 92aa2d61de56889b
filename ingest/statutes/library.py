"""The statutes at hand: documents by Act and language, and the official wording behind a provision key."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path

from assistant.domain.source import SourceKind
from assistant.errors import SourceUnreadable
from assistant.knowledge.corpus import Corpus
from assistant.knowledge.provision import act_of, natural_order, parts_of
from ingest.statutes.akoma_ntoso import read_statute
from ingest.statutes.model import StatuteText
from ingest.statutes.validity import History, Wording

LANGUAGES = ("fi", "sv")
_STATUTES = {SourceKind.STATUTE, SourceKind.DECREE}


class Library:
    """Statute documents and what they say when."""

    def __init__(self, texts: Iterable[StatuteText], in_force_on: dict[str, date] | None = None) -> None:
        """`in_force_on`: by Act, the first day of Acts whose documents do not tell it."""
        self._texts: dict[tuple[str, str], list[StatuteText]] = defaultdict(list)
        for text in texts:
            self._texts[text.act, text.language].append(text)
        self._in_force_on = in_force_on or {}
        self._histories: dict[tuple[str, str], History] = {}

    @cached_property
    def acts(self) -> list[str]:
        """Acts with a text of their own to tell: amending Acts tell theirs in the Act that they amend."""
        found = {act for (act, _), texts in self._texts.items() if not all(text.amends for text in texts)}
        return sorted(found, key=lambda act: (act.split("/")[1], int(act.split("/")[0])))

    def history(self, act: str, language: str) -> History | None:
        """The Act's history in `language` (fi or sv), None where it is not at hand."""
        key = (act, language)
        if key not in self._texts:
            return None
        if key not in self._histories:
            amending = [
                text
                for (_, other), texts in self._texts.items()
                if other == language
                for text in texts
                if text.amends == act
            ]
            self._histories[key] = History(self._texts[key], amending, self._in_force_on.get(act))
        return self._histories[key]

    def wordings(self, act: str, language: str) -> list[Wording]:
        """Every wording of every unit of the Act, empty where it is not at hand."""
        history = self.history(act, language)
        return list(history.wordings()) if history else []

    def official(self, key: str, language: str, day: date) -> list[Wording]:
        """The wordings behind a provision key that apply on `day`, in the statute's order.

        A key to an item gives the subsection that holds it.
        """
        return [wording for wording in self.behind(key, language) if wording.validity.covers(day)]

    def never_applied(self, key: str, language: str, wording_by: str) -> list[Wording]:
        """The wordings behind a provision key that `wording_by` gave and that never applied."""
        return [
            wording
            for wording in self.behind(key, language)
            if wording.validity.never_applied and wording.wording_by == wording_by
        ]

    def behind(self, key: str, language: str) -> list[Wording]:
        """Every wording behind a provision key, oldest first in each unit."""
        section, subsection, _ = (*parts_of(key), "", "", "")[:3]
        found = self._by_section(act_of(key), language).get(section, [])
        return [wording for wording in found if subsection in ("", wording.unit.subsection)]

    def _by_section(self, act: str, language: str) -> dict[str, list[Wording]]:
        cache = self.__dict__.setdefault("_sections", {})
        if (act, language) not in cache:
            sections: dict[str, list[Wording]] = defaultdict(list)
            for wording in self.wordings(act, language):
                sections[wording.unit.section].append(wording)
            cache[act, language] = {
                section: sorted(found, key=lambda wording: natural_order(wording.key))
                for section, found in sections.items()
            }
        return cache[act, language]  # type: ignore[no-any-return]


def digest_of(wordings: Iterable[Wording]) -> str:
    """SHA-256 of the wordings' texts, 16 hexadecimal digits; the same for the same text at the same place."""
    state = hashlib.sha256()
    for wording in wordings:
        state.update(f"{wording.unit.key}\0{wording.unit.text}\0".encode())
    return state.hexdigest()[:16]


def documents_under(directory: Path) -> Iterator[StatuteText]:
    """Every statute document in a directory tree (main.xml). Raises SourceUnreadable for one that is none."""
    for file in sorted(directory.rglob("main.xml")):
        try:
            yield read_statute(file.read_bytes(), str(file))
        except OSError as error:
            raise SourceUnreadable(f"{file}: cannot be read ({error.strerror}). Check its rights.") from error


def in_force_days(corpus: Corpus) -> dict[str, date]:
    """By Act: the first day that the register tells, for Acts whose own text refers to another Act for it."""
    days: dict[str, date] = {}
    for versions in corpus.sources.values():
        for source in versions.values():
            if source.kind in _STATUTES and source.act and source.validity.valid_from:
                days.setdefault(source.act, source.validity.valid_from)
    return days
