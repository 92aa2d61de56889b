from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import CorpusError, SettingsError
from assistant.language.analyse import WordAnalyser
from assistant.language.lemma_table import LemmaTable
from assistant.protocols import Vectors
from assistant.settings import Settings
from evals.beir_report import as_document, as_table
from evals.cli_beir import chosen_systems, run, run_command
from evals.search_comparison import SYSTEMS, SetResult
from tests.evals.test_beir import lines, write_set

TABLE = LemmaTable.of({"kunnat": "kunta", "kunnan": "kunta", "laatii": "laatia", "laadittava": "laatia"})
ANIMALS = ("kissa", "koira", "hevonen")


class WordCounts:
    """An embedder for tests: a text is how often it names each animal."""

    name = "word-counts"
    dimension = 4
    max_tokens = 512

    def embed_query(self, text: str) -> Vectors:
        return self.embed_passages([text])[0]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        rows = [[*(text.lower().count(animal) for animal in ANIMALS), 0.1] for text in texts]
        array = np.asarray(rows, np.float32)
        return array / np.linalg.norm(array, axis=1, keepdims=True)

    def count_tokens(self, text: str) -> int:
        return len(text.split())


def animal_set(home: Path, *, qrels: str = "q1\tp1\t1\nq2\tp2\t1\n") -> Path:
    corpus = lines(
        [
            {"_id": "p1", "text": "Kissa on eläin, joka nukkuu. Kissa saalistaa."},
            {"_id": "p2", "text": "Koira on eläin, joka haukkuu."},
            {"_id": "p3", "text": "Hevonen on eläin, joka laukkaa."},
        ]
    )
    queries = lines([{"_id": "q1", "text": "Mikä kissa on?"}, {"_id": "q2", "text": "Mitä koira tekee?"}])
    return write_set(home, corpus=corpus, queries=queries, qrels=qrels)


def compare(directory: Path, tmp_path: Path, systems: Sequence[str] = SYSTEMS) -> list[SetResult]:
    return run(
        directory,
        systems,
        WordCounts(),
        analyser_of=lambda language: WordAnalyser(language, TABLE),
        vectors=tmp_path / "vectors.sqlite",
    )


def test_every_system_finds_what_only_one_passage_speaks_of(tmp_path: Path) -> None:
    (result,) = compare(animal_set(tmp_path / "animals"), tmp_path)

    assert [system.system for system in result.systems] == ["koto", "bm25", "dense", "langchain"]
    assert [system.mean("nDCG@10") for system in result.systems] == [1.0] * 4


def test_one_set_is_one_json_object(tmp_path: Path) -> None:
    document = json.loads(as_document(compare(animal_set(tmp_path / "animals"), tmp_path, ["koto", "bm25"])))

    assert {key: document[key] for key in ("set", "passages", "queries")} == {
        "set": "animals",
        "passages": 3,
        "queries": 2,
    }
    assert document["systems"][0].keys() >= {"system", "nDCG@10", "recall@10", "MRR@10", "ms_per_query"}


def test_several_sets_are_a_list(tmp_path: Path) -> None:
    animal_set(tmp_path / "sets" / "one")
    animal_set(tmp_path / "sets" / "two")

    document = json.loads(as_document(compare(tmp_path / "sets", tmp_path, ["bm25"])))

    assert [found["set"] for found in document] == ["one", "two"]


def test_a_figure_that_is_undefined_is_null(tmp_path: Path) -> None:
    home = animal_set(tmp_path / "animals", qrels="q1\tp1\t0\n")

    document = json.loads(as_document(compare(home, tmp_path, ["bm25"])))

    assert document["systems"][0]["nDCG@10"] is None


def test_koto_finds_an_inflected_form_that_plain_words_miss(tmp_path: Path) -> None:
    corpus = lines([{"_id": "p1", "text": "Kunnan laadittava."}, {"_id": "p2", "text": "Yhtiö on toinen."}])
    queries = lines([{"_id": "q1", "text": "kunnat"}])
    home = write_set(tmp_path / "forms", corpus=corpus, queries=queries)

    (result,) = compare(home, tmp_path, ["koto", "bm25"])

    assert {system.system: system.mean("recall@10") for system in result.systems} == {"koto": 1.0, "bm25": 0.0}


def test_the_table_tells_whether_koto_is_above(tmp_path: Path) -> None:
    animal_set(tmp_path / "sets" / "one")
    animal_set(tmp_path / "sets" / "two")

    table = as_table(compare(tmp_path / "sets", tmp_path, ["koto", "bm25"]))

    assert "one: 3 passages, 2 queries" in table
    assert "all sets: 4 queries" in table
    assert "koto +0.000" in table


def test_nothing_is_embedded_twice(tmp_path: Path) -> None:
    home = animal_set(tmp_path / "animals")
    compare(home, tmp_path, ["dense"])
    told: list[str] = []

    run(
        home,
        ["dense"],
        WordCounts(),
        analyser_of=lambda language: WordAnalyser(language, TABLE),
        vectors=tmp_path / "vectors.sqlite",
        say=told.append,
    )

    assert not any("embedded" in line for line in told)


def test_without_a_choice_every_system_runs() -> None:
    assert chosen_systems("") == SYSTEMS


def test_an_unknown_system_is_one_clear_line() -> None:
    with pytest.raises(SettingsError, match="'lucene'; known: koto, bm25, dense, langchain"):
        chosen_systems("koto,lucene")


def test_the_command_prints_one_json_document_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(store=tmp_path / "store", models=tmp_path / "models")

    status = run_command(settings, animal_set(tmp_path / "animals"), systems="bm25", as_json=True)

    assert status == 0
    assert json.loads(capsys.readouterr().out)["set"] == "animals"


def test_a_broken_set_is_reported_before_anything_is_built(tmp_path: Path) -> None:
    home = animal_set(tmp_path / "animals", qrels="q1\tp1\n")
    settings = Settings(store=tmp_path / "store", models=tmp_path / "models")

    with pytest.raises(CorpusError, match="line 1"):
        run_command(settings, home, systems="", as_json=True)

    assert not (tmp_path / "models").exists()


def test_a_query_in_another_language_than_the_passages_is_answered_by_vectors(tmp_path: Path) -> None:
    queries = lines([{"_id": "q1", "text": "Vad gör en kissa här då?", "metadata": {"language": "sv"}}])
    home = animal_set(tmp_path / "animals", qrels="q1\tp1\t1\n")
    (home / "queries.jsonl").write_text(queries, encoding="utf-8")

    (result,) = compare(home, tmp_path, ["koto"])

    assert result.systems[0].mean("MRR@10") == 1.0
