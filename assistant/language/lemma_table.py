"""Word form to base form, read from memory-mapped tables that are built once at set-up."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from assistant.errors import IndexMismatch, IndexMissing
from assistant.language.word_trie import WordMap

LANGUAGES = ("fi", "sv", "en")
"""Languages that a set-up builds a table for."""

_FORMAT = "1"
_POINTER = "lemmas.json"


class LemmaTable:
    """Base forms of one language's word forms; an open table costs no memory of its own."""

    def __init__(self, lemmas: WordMap, version: str = "") -> None:
        """`lemmas` maps a lower-case form to its base form; `version` names what it was built from."""
        self._lemmas = lemmas
        self.version = version

    @classmethod
    def of(cls, lemmas: Mapping[str, str]) -> LemmaTable:
        """A table in memory, for a handful of words."""
        return cls(WordMap(lemmas.items()), version="in memory")

    @classmethod
    def open(cls, directory: Path, language: str) -> LemmaTable:
        """The table of `language` under `directory`, memory-mapped.

        Raises IndexMissing when it was never built, IndexMismatch when its file is damaged.
        """
        pointer = _read_pointer(directory)
        if pointer is None:
            raise IndexMissing(f"{directory}: no table of base forms. Run: koto ingest")
        file = directory / pointer["tables"] / f"{language}.marisa"
        if not file.is_file():
            raise IndexMissing(f"{file}: no table of base forms for {language!r}. Run: koto ingest")
        return cls(WordMap.open(file), version=pointer["version"])

    def lemma(self, form: str) -> str | None:
        """The base form of `form` (lower case), or None for a word that the table lacks."""
        return self._lemmas.get(form)

    def __contains__(self, form: str) -> bool:
        """Whether the table knows `form`."""
        return form in self._lemmas


def build_lemma_table(directory: Path, languages: Sequence[str] = LANGUAGES) -> str:
    """Builds the tables of `languages` under `directory` if they are not there; returns their version.

    Takes about half a minute and 1 GB once for each version of simplemma, nothing after
    that. A crash leaves the tables as they were.
    """
    version = _source_version()
    pointer = _read_pointer(directory)
    if pointer is not None and pointer["version"] == version and _is_whole(directory / pointer["tables"], languages):
        return version
    directory.mkdir(parents=True, exist_ok=True)
    target = directory / f"lemmas-{version}"
    building = Path(tempfile.mkdtemp(prefix="lemmas-", suffix=".part", dir=directory))
    try:
        for language in languages:
            WordMap(_forms(language)).save(building / f"{language}.marisa")
        if target.exists():
            shutil.rmtree(target)
        os.replace(building, target)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    _write_pointer(directory, {"version": version, "tables": target.name})
    return version


def _source_version() -> str:
    import simplemma

    return f"simplemma-{simplemma.__version__}-{_FORMAT}"


def _forms(language: str) -> Iterable[tuple[str, str]]:
    """Lower-case forms with their base forms; of two spellings of a form the lower-case one counts."""
    # Imported here: reading simplemma's dictionaries takes seconds, and only set-up needs them.
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    lemmas: dict[str, str] = {}
    for form, lemma in DefaultDictionaryFactory().get_dictionary(language).items():
        lowered = form.lower()
        if form == lowered:
            lemmas[form] = lemma.lower()
        else:
            lemmas.setdefault(lowered, lemma.lower())
    return lemmas.items()


def _is_whole(tables: Path, languages: Sequence[str]) -> bool:
    return all((tables / f"{language}.marisa").is_file() for language in languages)


def _read_pointer(directory: Path) -> dict[str, str] | None:
    try:
        pointer = json.loads((directory / _POINTER).read_text(encoding="utf-8"))
        return {"version": str(pointer["version"]), "tables": str(pointer["tables"])}
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise IndexMismatch(f"{directory / _POINTER}: damaged ({error}). Remove it and run: koto ingest") from error


def _write_pointer(directory: Path, pointer: Mapping[str, str]) -> None:
    handle, part = tempfile.mkstemp(prefix=_POINTER, dir=directory)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(pointer, file)
    os.replace(part, directory / _POINTER)
