"""One build: passages and their vectors written to a new directory, and checked before it counts."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.adapters.bm25 import Bm25Index
from assistant.adapters.chroma import ChromaVectors, write_vectors
from assistant.adapters.sqlite_store import SqliteStore, write_store
from assistant.domain.passage import Passage
from assistant.domain.source import Source
from assistant.errors import IndexMismatch
from assistant.knowledge.corpus import Corpus
from assistant.language.content import content_terms
from assistant.protocols import Analyser, Embedder, Vectors
from assistant.retrieval.ask_space import AskSpace
from assistant.retrieval.build_format import (
    ASK_SPACE,
    ASK_VECTORS,
    CROSSING,
    ELSEWHERE_VECTORS,
    FORMS,
    PASSAGE_VECTORS,
    READERS,
    ROW_CLASSIFIER,
    SCOPE_CLASSIFIER,
    STORE,
    VECTORS,
    WORDS,
)
from ingest.ask_space import learn_ask_space
from ingest.crossing import learn_crossing
from ingest.question_classifiers import learn_rows, learn_scope
from ingest.split import headed_text
from ingest.vector_cache import VectorCache

_FORM = re.compile(r"[^\W\d_]{4,}")

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, and how much there is."""


@dataclass(frozen=True)
class Contents:
    """What goes into a build."""

    passages: Sequence[Passage]
    sources: Sequence[Source]
    corpus: Corpus
    meta: Mapping[str, str]


def write_build(
    directory: Path,
    contents: Contents,
    *,
    embedder: Embedder,
    cache: VectorCache,
    analysers: Mapping[str, Analyser],
    progress: Progress,
) -> None:
    """Write every part of the build into `directory`, then open and check it.

    Raises IndexMismatch when what was written does not read back.
    """
    passages = contents.passages
    vectors = _passage_vectors(passages, embedder, cache, progress)
    asks = _ask_vectors(passages, embedder, cache, progress)
    elsewhere = _elsewhere_vectors(contents.corpus, embedder, cache, progress)
    space = _write_ask_space(directory / ASK_SPACE, passages, asks)
    asks = asks[0], _in_space(space, asks, lambda entry: passages[int(entry.split(".")[0])].language)
    learn_rows(asks[1], [passages[int(entry.split(".")[0])].row_id for entry in asks[0]]).save(
        directory / ROW_CLASSIFIER
    )
    elsewhere = elsewhere[0], _in_space(space, elsewhere, lambda entry: entry.split(".")[-2])
    learn_scope(asks[1], elsewhere[1]).save(directory / SCOPE_CLASSIFIER)
    write_vectors(directory / VECTORS, {PASSAGE_VECTORS: vectors, ASK_VECTORS: asks, ELSEWHERE_VECTORS: elsewhere})
    terms = write_words(directory / WORDS, passages, analysers)
    write_crossing(directory / CROSSING, passages, terms)
    write_forms(directory / FORMS, passages)
    write_store(
        directory / STORE,
        passages=passages,
        words=terms,
        sources=contents.sources,
        requirements=contents.corpus.requirements.values(),
        terms=contents.corpus.terms.values(),
        examples=contents.corpus.examples.values(),
        conflicts=contents.corpus.conflicts,
        matters=contents.corpus.matters,
        meta=contents.meta,
    )
    (directory / READERS).touch()
    _check(directory, passages=len(passages), asks=len(asks[0]))


def _passage_vectors(
    passages: Sequence[Passage], embedder: Embedder, cache: VectorCache, progress: Progress
) -> tuple[list[str], Vectors]:
    texts = [headed_text(passage.headings, passage.text) for passage in passages]
    vectors = cache.passages(texts, embedder, lambda done, total: progress("passages", done, total))
    return [str(number) for number in range(len(passages))], vectors


def _ask_vectors(
    passages: Sequence[Passage], embedder: Embedder, cache: VectorCache, progress: Progress
) -> tuple[list[str], Vectors]:
    entries = [(f"{number}.{k}", ask) for number, passage in enumerate(passages) for k, ask in enumerate(passage.asks)]
    vectors = cache.queries(
        [ask for _, ask in entries], embedder, lambda done, total: progress("questions", done, total)
    )
    return [entry for entry, _ in entries], vectors


def _write_ask_space(file: Path, passages: Sequence[Passage], asks: tuple[list[str], Vectors]) -> AskSpace:
    asked = [passages[int(entry.split(".")[0])] for entry in asks[0]]
    space = learn_ask_space(asks[1], [passage.row_id for passage in asked], [passage.language for passage in asked])
    space.save(file)
    return space


def _in_space(space: AskSpace, entries: tuple[list[str], Vectors], language_of: Callable[[str], str]) -> Vectors:
    """The entries' vectors as questions are compared."""
    moved = np.empty_like(entries[1])
    languages = np.array([language_of(entry) for entry in entries[0]])
    for language in sorted(set(languages.tolist())):
        moved[languages == language] = space.of(entries[1][languages == language], language)
    return moved


def _elsewhere_vectors(
    corpus: Corpus, embedder: Embedder, cache: VectorCache, progress: Progress
) -> tuple[list[str], Vectors]:
    entries = [
        (f"{subject.id}.{language}.{k}", ask)
        for subject in corpus.elsewhere
        for language, asks in subject.asks.items()
        for k, ask in enumerate(asks)
    ]
    vectors = cache.queries(
        [ask for _, ask in entries], embedder, lambda done, total: progress("subjects", done, total)
    )
    return [entry for entry, _ in entries], vectors


def write_words(directory: Path, passages: Sequence[Passage], analysers: Mapping[str, Analyser]) -> list[str]:
    """A lexical index for each language that has an analyser; a passage goes into its own language's.

    Returns the content terms of each passage, separated by spaces; none where its language has no analyser.
    """
    words = [""] * len(passages)
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, passage in enumerate(passages):
        numbers[passage.language if passage.language in analysers else "en"].append(number)
    for language, analyser in analysers.items():
        rows = _rows(passages, numbers[language], language, analyser, words)
        home = directory / language
        home.mkdir(parents=True)
        Bm25Index.build(rows).save(home)
        (home / "numbers.json").write_text(json.dumps(numbers[language]), encoding="ascii")
    return words


def _rows(
    passages: Sequence[Passage], numbers: Sequence[int], language: str, analyser: Analyser, words: list[str]
) -> Iterator[list[str]]:
    """Terms of each passage in turn, analysed once; its content terms go into `words`."""
    for number in numbers:
        terms = analyser.terms(_words_of(passages[number]))
        if passages[number].language == language:
            words[number] = " ".join(sorted(content_terms(terms, language)))
        yield terms


def write_forms(file: Path, passages: Sequence[Passage]) -> None:
    """The words of the catalogue's rows as they stand there, by language, the most frequent first."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for passage in passages:
        if passage.row_id:
            counts[passage.language].update(_FORM.findall(_words_of(passage).lower()))
    forms = {
        language: [word for word, _ in sorted(found.items(), key=_by_frequency)] for language, found in counts.items()
    }
    file.write_text(json.dumps(forms, ensure_ascii=False, sort_keys=True), encoding="utf-8")


def _by_frequency(counted: tuple[str, int]) -> tuple[int, str]:
    word, count = counted
    return -count, word


def write_crossing(file: Path, passages: Sequence[Passage], terms: Sequence[str]) -> None:
    """The words that go with one another across languages, learnt from passages that say the same."""
    linked = (
        (passage.row_id, passage.language, frozenset(words.split()))
        for passage, words in zip(passages, terms, strict=True)
    )
    file.write_text(json.dumps(learn_crossing(linked, ("fi", "sv", "en")), ensure_ascii=False), encoding="utf-8")


def _words_of(passage: Passage) -> str:
    return "\n".join((*passage.headings, passage.locator, passage.text, *passage.asks))


def _check(directory: Path, *, passages: int, asks: int) -> None:
    store = SqliteStore(directory / STORE)
    vectors = ChromaVectors(directory / VECTORS)
    found = (store.count(), len(vectors.collection(PASSAGE_VECTORS)), len(vectors.collection(ASK_VECTORS)))
    store.close()
    vectors.close()
    if found != (passages, passages, asks):
        raise IndexMismatch(
            f"{directory}: wrote {(passages, passages, asks)} entries, read back {found}. Run: koto ingest"
        )
