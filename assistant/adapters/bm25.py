"""bm25s behind the Protocol LexicalIndex: built from rows of terms, saved to and read from a directory."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexMismatch, IndexMissing
from assistant.language.analyse import term_weight
from assistant.language.word_trie import WordNumbers

if TYPE_CHECKING:
    from bm25s import BM25

K1 = 1.2
B = 0.75
_META = "lexical.json"
_TERMS = "terms.marisa"
_FORMAT = "2"


class Bm25Index:
    """Rows ranked by BM25 (Lucene's variant). Rows keep the numbers of the order that they came in."""

    def __init__(self, model: BM25 | None, terms: WordNumbers, rows: int) -> None:
        """`terms` numbers the columns of `model`, which is None where no row has any term."""
        self._model = model
        self._terms = terms
        self._rows = rows

    @classmethod
    def build(
        cls,
        rows: Iterable[Sequence[str]],
        *,
        k1: float = K1,
        b: float = B,
        weight: Callable[[str], float] = term_weight,
    ) -> Bm25Index:
        """An index in memory of `rows` of terms; a row may be empty. `weight` is how much a term counts.

        Rows are taken one at a time, and held as numbers.
        """
        terms, numbers = _numbered(rows)
        if not len(terms):
            return cls(None, terms, len(numbers))
        model = _new_model(k1, b)
        vocabulary = dict(terms.items())
        model.index((numbers, vocabulary), create_empty_token=False, show_progress=False)
        _weigh(model, [weight(term) for term in vocabulary])
        # The terms' own table stays; bm25s would write and read its copy as JSON, which takes seconds.
        model.vocab_dict = {}
        return cls(model, terms, len(numbers))

    @classmethod
    def load(cls, directory: Path) -> Bm25Index:
        """The index in `directory`, memory-mapped.

        Raises IndexMissing where there is none, IndexMismatch where it is damaged or of another format.
        """
        meta = _read_meta(directory)
        if meta["terms"] == 0:
            return cls(None, WordNumbers(), meta["rows"])
        terms = WordNumbers.open(directory / _TERMS)
        model = _new_model(K1, B)
        model.nonoccurrence_array = None
        try:
            model.load_scores(directory, num_docs=meta["rows"], mmap=True)
        except (OSError, ValueError, EOFError) as error:
            raise IndexMismatch(f"{directory}: lexical index is damaged ({error}). Run: koto ingest") from error
        if len(terms) != meta["terms"] or len(model.scores["indptr"]) != meta["terms"] + 1:
            raise IndexMismatch(f"{directory}: lexical index is damaged (parts do not match). Run: koto ingest")
        return cls(model, terms, meta["rows"])

    def save(self, directory: Path) -> None:
        """Writes the index into `directory`, which is made where it is missing."""
        directory.mkdir(parents=True, exist_ok=True)
        if self._model is not None:
            self._model.save(directory, show_progress=False)
            self._terms.save(directory / _TERMS)
        meta = {"format": _FORMAT, "rows": self._rows, "terms": len(self._terms)}
        (directory / _META).write_text(json.dumps(meta), encoding="utf-8")

    def __len__(self) -> int:
        """Number of rows, empty ones included."""
        return self._rows

    def knows(self, term: str) -> bool:
        """Whether any row has `term`."""
        return self._terms.get(term) is not None

    def search(self, terms: Sequence[str], limit: int) -> list[tuple[int, float]]:
        """(row number, score) of the best rows, best first; rows that share no term are left out.

        A term that stands twice counts twice. Of rows with equal scores the one with the lower number is first.
        """
        scores = self._scores(terms)
        rows = np.flatnonzero(scores > 0.0)
        if limit < 1 or rows.size == 0:
            return []
        found = scores[rows]
        if rows.size > limit:
            # Everything that ties with the last place stays in, so that the row number decides.
            last = np.partition(found, -limit)[-limit]
            rows, found = rows[found >= last], found[found >= last]
        order = np.argsort(-found, kind="stable")[:limit]
        return [(int(rows[i]), float(found[i])) for i in order]

    def _scores(self, terms: Sequence[str]) -> NDArray[np.float32]:
        numbers = [number for term in terms if (number := self._terms.get(term)) is not None]
        if self._model is None or not numbers:
            return np.zeros(self._rows, dtype=np.float32)
        scores: NDArray[np.float32] = self._model.get_scores_from_ids(numbers)
        return scores


def _numbered(rows: Iterable[Sequence[str]]) -> tuple[WordNumbers, list[array[int]]]:
    """Every term with its number, and the rows as numbers: 4 bytes a term, where a list of texts takes 8 and more."""
    seen: dict[str, int] = {}
    by_first_place = [array("i", [seen.setdefault(term, len(seen)) for term in row]) for row in rows]
    terms = WordNumbers(seen)
    number_of = [number for term in seen if (number := terms.get(term)) is not None]
    return terms, [array("i", [number_of[place] for place in row]) for row in by_first_place]


def _new_model(k1: float, b: float) -> BM25:
    # Imported here: it costs 0.4 s, and not every command searches.
    from bm25s import BM25

    return BM25(k1=k1, b=b, method="lucene", backend="numpy", csc_backend="numpy")


def _weigh(model: BM25, weights: Sequence[float]) -> None:
    """Multiplies each term's column of scores: BM25 is a sum over terms, so this weighs the term."""
    columns = np.diff(model.scores["indptr"])
    model.scores["data"] *= np.repeat(np.asarray(weights, dtype=np.float32), columns)


def _read_meta(directory: Path) -> dict[str, int]:
    try:
        meta = json.loads((directory / _META).read_text(encoding="utf-8"))
        found = str(meta["format"])
        numbers = {"rows": int(meta["rows"]), "terms": int(meta["terms"])}
    except FileNotFoundError as error:
        raise IndexMissing(f"{directory}: no lexical index. Run: koto ingest") from error
    except (ValueError, KeyError, TypeError) as error:
        raise IndexMismatch(f"{directory / _META}: damaged ({error}). Run: koto ingest") from error
    if found != _FORMAT:
        raise IndexMismatch(f"{directory}: lexical index has format {found}, wanted {_FORMAT}. Run: koto ingest")
    return numbers
