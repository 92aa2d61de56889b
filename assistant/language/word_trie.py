"""Words in memory-mapped tries: opened at once whatever their number; the only importer of marisa_trie."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import marisa_trie

from assistant.errors import IndexMismatch


class WordMap:
    """Words, each with a text."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        """A map in memory; of two pairs with one word either may count."""
        self._trie = marisa_trie.BytesTrie((word, text.encode()) for word, text in pairs)

    @classmethod
    def open(cls, file: Path) -> WordMap:
        """The map in `file`, memory-mapped. Raises IndexMismatch where it is damaged."""
        words = cls()
        try:
            words._trie.mmap(str(file))
        except RuntimeError as error:
            raise IndexMismatch(f"{file}: damaged ({error}). Remove it and run: koto ingest") from error
        return words

    def save(self, file: Path) -> None:
        """Writes the map to `file`."""
        self._trie.save(str(file))

    def get(self, word: str) -> str | None:
        """The text of `word`, or None."""
        found = self._trie.get(word)
        return found[0].decode() if found else None

    def __contains__(self, word: str) -> bool:
        """Whether `word` is there."""
        return word in self._trie


class WordNumbers:
    """Words numbered from 0 without a gap, in an order of the trie's own."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        """Numbers in memory for `words`."""
        self._trie = marisa_trie.Trie(words)

    @classmethod
    def open(cls, file: Path) -> WordNumbers:
        """The numbers in `file`, memory-mapped. Raises IndexMismatch where it is damaged."""
        words = cls()
        try:
            words._trie.mmap(str(file))
        except RuntimeError as error:
            raise IndexMismatch(f"{file}: damaged ({error}). Run: koto ingest") from error
        return words

    def save(self, file: Path) -> None:
        """Writes the numbers to `file`."""
        self._trie.save(str(file))

    def get(self, word: str) -> int | None:
        """The number of `word`, or None."""
        number = self._trie.get(word)
        return None if number is None else int(number)

    def items(self) -> list[tuple[str, int]]:
        """Every word with its number, by number."""
        return sorted(((word, int(number)) for word, number in self._trie.items()), key=lambda item: item[1])

    def __len__(self) -> int:
        """How many words there are."""
        return len(self._trie)
