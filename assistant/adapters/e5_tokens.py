"""Text to the token ids of multilingual-e5-small: XLM-R's unigram model, from the packaged vocabulary.

Written here because the library `tokenizers` needs 0.9 s and 300 MB to load 250,000 pieces, which every
command-line question would pay; the memory-mapped trie opens at once. A test holds both to the same ids.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

import marisa_trie
import numpy as np

from assistant.adapters.e5_weights import Vocabulary

_SPACE_MARK = "\u2581"
_UNKNOWN_PENALTY = 10.0
_WORDS_REMEMBERED = 100_000
_TRIE, _IDS, _SCORES, _REST = "pieces.marisa", "piece-ids.npy", "piece-scores.npy", "tokens.json"


def clean(text: str) -> str:
    """`text` in composed form, with spaces for NUL and question marks for what has no UTF-8 form.

    PDF files give "a" and a combining dot pair for "ä", which the packaged character map would leave apart.
    """
    whole = text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    return unicodedata.normalize("NFC", whole)


def write_tokens(vocabulary: Vocabulary, directory: Path) -> None:
    """Write what UnigramTokenizer reads into `directory`."""
    # The unknown token is no piece that text can match: it stands for a character that no piece covers.
    known = {piece: piece_id for piece_id, piece in enumerate(vocabulary.pieces) if piece_id != vocabulary.unknown}
    trie = marisa_trie.Trie(known)
    ids = np.empty(len(known), dtype=np.int32)
    for piece, piece_id in known.items():
        ids[trie.key_id(piece)] = piece_id
    trie.save(str(directory / _TRIE))
    np.save(directory / _IDS, ids)
    np.save(directory / _SCORES, np.array(vocabulary.scores, dtype=np.float32)[ids])
    rest = {
        "start": vocabulary.start,
        "end": vocabulary.end,
        "unknown": vocabulary.unknown,
        "unknown_score": min(vocabulary.scores) - _UNKNOWN_PENALTY,
        "longest": max(map(len, vocabulary.pieces)),
        "replacements": vocabulary.replacements,
    }
    (directory / _REST).write_text(json.dumps(rest), encoding="utf-8")


class UnigramTokenizer:
    """The most probable pieces of each word, as SentencePiece's unigram model finds them."""

    def __init__(self, directory: Path) -> None:
        """Open what `write_tokens` wrote."""
        self._trie = marisa_trie.Trie()
        self._trie.mmap(str(directory / _TRIE))
        self._ids = np.load(directory / _IDS, mmap_mode="r")
        self._scores = np.load(directory / _SCORES, mmap_mode="r")
        rest = json.loads((directory / _REST).read_text(encoding="utf-8"))
        self._start, self._end, self._unknown = rest["start"], rest["end"], rest["unknown"]
        self._unknown_score, self._longest = rest["unknown_score"], rest["longest"]
        self._replacements = {int(code_point): text for code_point, text in rest["replacements"].items()}
        self._pieces = lru_cache(maxsize=_WORDS_REMEMBERED)(self._best_pieces)

    def ids(self, text: str, *, limit: int | None = None) -> list[int]:
        """Token ids of `text` between the start and end tokens.

        With a `limit` the text's tokens are cut so that at most `limit` remain, both ends counted.
        """
        pieces = [piece for word in self._words(text) for piece in self._pieces(word)]
        if limit is not None:
            pieces = pieces[: limit - 2]
        return [self._start, *pieces, self._end]

    def _words(self, text: str) -> list[str]:
        folded = clean(text).translate(self._replacements)
        marked = re.sub(" +", _SPACE_MARK, folded if folded.startswith(" ") else " " + folded)
        # No piece has the mark anywhere but in front, so words can be cut apart before the search.
        return [_SPACE_MARK + word for word in marked.split(_SPACE_MARK)[1:]]

    def _best_pieces(self, word: str) -> tuple[int, ...]:
        """Viterbi search over the ways to cut `word` into pieces."""
        best = [0.0] + [float("-inf")] * len(word)
        came_from = [(0, self._unknown)] * (len(word) + 1)
        for start in range(len(word)):
            for stop, piece_id, score in self._pieces_at(word, start):
                if best[start] + score > best[stop]:
                    best[stop], came_from[stop] = best[start] + score, (start, piece_id)
        return _trace(came_from)

    def _pieces_at(self, word: str, start: int) -> list[tuple[int, int, float]]:
        """(end, id, score) of each piece that `word` has at `start`, and of one unknown character."""
        found = [(start + 1, self._unknown, self._unknown_score)]
        for piece, key in self._trie.iter_prefixes_with_ids(word[start : start + self._longest]):
            found.append((start + len(piece), int(self._ids[key]), float(self._scores[key])))
        return found


def _trace(came_from: list[tuple[int, int]]) -> tuple[int, ...]:
    pieces, stop = [], len(came_from) - 1
    while stop > 0:
        stop, piece_id = came_from[stop]
        pieces.append(piece_id)
    return tuple(reversed(pieces))
