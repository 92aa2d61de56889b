from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import IndexMismatch
from assistant.language.word_trie import WordMap, WordNumbers


def test_a_saved_map_answers_as_the_one_that_was_saved(tmp_path: Path) -> None:
    WordMap([("kunnan", "kunta")]).save(tmp_path / "words")

    words = WordMap.open(tmp_path / "words")

    assert words.get("kunnan") == "kunta"
    assert words.get("laki") is None
    assert "kunnan" in words


def test_words_are_numbered_from_0_without_a_gap(tmp_path: Path) -> None:
    WordNumbers(["b", "a", "c"]).save(tmp_path / "numbers")

    numbers = WordNumbers.open(tmp_path / "numbers")

    assert [number for _, number in numbers.items()] == [0, 1, 2]
    assert {word for word, _ in numbers.items()} == {"a", "b", "c"}
    assert numbers.get("d") is None
    assert len(numbers) == 3


@pytest.mark.parametrize("kind", [WordMap, WordNumbers])
def test_a_damaged_file_is_a_mismatch(kind: type[WordMap | WordNumbers], tmp_path: Path) -> None:
    (tmp_path / "words").write_bytes(b"no trie")

    with pytest.raises(IndexMismatch, match="damaged"):
        kind.open(tmp_path / "words")
