from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import CorpusError
from evals.beir import read_set, read_sets

PASSAGES = [
    {"_id": "p1", "title": "Kunta", "text": "Kunnan on laadittava kotoutumisohjelma."},
    {"_id": "p2", "text": "Ohjelma on hyväksyttävä valtuustossa."},
]
QUERIES = [{"_id": "q1", "text": "Kuka laatii ohjelman?"}, {"_id": "q2", "text": "Mitä muuta?"}]
QRELS = "query-id\tcorpus-id\tscore\nq1\tp1\t1\n"


def write_set(home: Path, *, corpus: str | None = None, queries: str | None = None, qrels: str | None = QRELS) -> Path:
    (home / "qrels").mkdir(parents=True)
    (home / "corpus.jsonl").write_text(corpus if corpus is not None else lines(PASSAGES), encoding="utf-8")
    (home / "queries.jsonl").write_text(queries if queries is not None else lines(QUERIES), encoding="utf-8")
    if qrels is not None:
        (home / "qrels" / "test.tsv").write_text(qrels, encoding="utf-8")
    return home


def lines(rows: list[dict[str, object]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def test_a_set_is_read_with_titles_above_texts(tmp_path: Path) -> None:
    found = read_set(write_set(tmp_path / "set"))

    assert found.name == "set"
    assert [passage.text for passage in found.passages] == [
        "Kunta\nKunnan on laadittava kotoutumisohjelma.",
        "Ohjelma on hyväksyttävä valtuustossa.",
    ]
    assert found.grades == {"q1": {"p1": 1}}


def test_a_query_without_a_judgement_is_left_out(tmp_path: Path) -> None:
    assert [query.id for query in read_set(write_set(tmp_path)).queries] == ["q1"]


def test_the_language_is_detected_where_no_metadata_says_it(tmp_path: Path) -> None:
    found = read_set(write_set(tmp_path))

    assert {text.language for text in (*found.passages, *found.queries)} == {"fi"}


def test_the_language_of_the_metadata_counts(tmp_path: Path) -> None:
    corpus = lines([{"_id": "p1", "text": "Plan", "metadata": {"language": "SV"}}])

    assert read_set(write_set(tmp_path, corpus=corpus)).passages[0].language == "sv"


def test_a_mixed_set_has_a_language_for_each_passage(tmp_path: Path) -> None:
    corpus = lines(
        [
            {"_id": "p1", "text": "Kunnan on laadittava ohjelma, joka on hyväksyttävä."},
            {"_id": "p2", "text": "Kommunen ska göra upp ett program som ska godkännas."},
            {"_id": "p3", "text": "The municipality must draw up a programme."},
        ]
    )

    assert [passage.language for passage in read_set(write_set(tmp_path, corpus=corpus)).passages] == ["fi", "sv", "en"]


def test_test_tsv_is_preferred_among_qrels(tmp_path: Path) -> None:
    home = write_set(tmp_path)
    (home / "qrels" / "dev.tsv").write_text("q2\tp2\t1\n")

    assert set(read_set(home).grades) == {"q1"}


def test_any_other_tsv_will_do(tmp_path: Path) -> None:
    home = write_set(tmp_path, qrels=None)
    (home / "qrels" / "train.tsv").write_text("q2\tp2\t1\n")

    assert set(read_set(home).grades) == {"q2"}


def test_qrels_in_trecs_own_form_are_read(tmp_path: Path) -> None:
    assert read_set(write_set(tmp_path, qrels="q1\t0\tp1\t2\n")).grades == {"q1": {"p1": 2}}


def test_a_directory_of_sets_gives_each(tmp_path: Path) -> None:
    write_set(tmp_path / "b")
    write_set(tmp_path / "a")

    assert [found.name for found in read_sets(tmp_path)] == ["a", "b"]


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({"corpus": '{"_id": "p1", "text": "a"}\n{"_id"'}, "corpus.jsonl, line 2: not valid JSON"),
        ({"corpus": '{"_id": "p1"}\n'}, "corpus.jsonl, line 1: wanted an object"),
        ({"corpus": "[1]\n"}, "corpus.jsonl, line 1: wanted an object"),
        ({"corpus": '{"_id": "p1", "text": 5}\n'}, "corpus.jsonl, line 1: wanted an object"),
        ({"corpus": '{"_id": "p", "text": "a"}\n{"_id": "p", "text": "b"}\n'}, "line 2: id 'p' stands there twice"),
        ({"corpus": ""}, "corpus.jsonl: holds no line"),
        ({"qrels": None}, "no qrels/"),
        ({"qrels": "q1\tp1\n"}, "test.tsv, line 1: wanted query-id"),
        ({"qrels": "query-id\tcorpus-id\tscore\nq1\tp1\tyes\n"}, "test.tsv, line 2: wanted query-id"),
        ({"qrels": "query-id\tcorpus-id\tscore\n"}, "holds no judgement"),
        ({"qrels": "other\tp1\t1\n"}, "no query of queries.jsonl has a judgement"),
    ],
)
def test_a_broken_set_is_one_clear_line(broken: dict[str, str | None], message: str, tmp_path: Path) -> None:
    home = write_set(tmp_path / "set", **broken)

    with pytest.raises(CorpusError, match=message) as caught:
        read_set(home)

    assert "\n" not in str(caught.value)


def test_a_directory_without_a_set_says_what_was_wanted(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"corpus\.jsonl"):
        read_sets(tmp_path)


def test_a_directory_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such directory"):
        read_sets(tmp_path / "nowhere")


def test_text_that_is_not_utf8_is_one_clear_line(tmp_path: Path) -> None:
    home = write_set(tmp_path)
    (home / "queries.jsonl").write_bytes(b'{"_id": "q1", "text": "\xe4"}\n')

    with pytest.raises(CorpusError, match="not UTF-8"):
        read_set(home)
