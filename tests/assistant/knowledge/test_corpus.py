from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.errors import CorpusError
from assistant.knowledge.corpus import check_corpus, load_corpus
from assistant.knowledge.passages import corpus_passages
from assistant.settings import REPOSITORY

SMALL = REPOSITORY / "tests" / "small_corpus"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "corpus", symlinks=False)
    return tmp_path / "corpus"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_corpus_of_the_product_has_no_problems() -> None:
    corpus, problems = check_corpus(REPOSITORY / "corpus")

    assert problems == []
    assert corpus is not None


def test_a_row_that_breaks_the_schema_is_named_by_file_and_line(small: Path) -> None:
    rows = small / "requirements" / "rows.yaml"
    change(rows, "force: must", "force: perhaps")

    _, problems = check_corpus(small)

    # "force" stands on the fifth line of the file
    assert len(problems) == 1
    assert problems[0].startswith(f"{rows}:5: 0/force: 'perhaps' is not one of")


def test_a_row_without_a_date_is_refused(small: Path) -> None:
    change(small / "requirements" / "rows.yaml", '  valid_from: "2025-01-01"\n', "")

    with pytest.raises(CorpusError):
        load_corpus(small)


def test_a_matter_that_does_not_exist_is_named(small: Path) -> None:
    change(small / "requirements" / "rows.yaml", "matters: [programme-content]", "matters: [programme-contents]")

    _, problems = check_corpus(small)

    assert "'programme-contents', which does not exist" in problems[0]


def test_two_rows_with_one_id_are_named_with_both_places(small: Path) -> None:
    change(small / "requirements" / "rows.yaml", "id: O-10", "id: N-10")

    _, problems = check_corpus(small)

    assert "stands at" in problems[0]


def test_yaml_that_cannot_be_read_is_one_line(small: Path) -> None:
    (small / "matters.yaml").write_text("- id: [unclosed\n", encoding="utf-8")

    _, problems = check_corpus(small)

    assert len(problems) == 1
    assert "not valid YAML" in problems[0]


def test_every_quote_of_the_corpus_lies_in_its_passage() -> None:
    for passage in corpus_passages(load_corpus(REPOSITORY / "corpus")):
        for statement in passage.statements:
            assert passage.quote(statement).strip() == passage.quote(statement) != ""


def test_every_rule_stands_in_three_languages() -> None:
    corpus = load_corpus(REPOSITORY / "corpus")

    for row in corpus.requirements.values():
        assert set(row.wordings) == {"fi", "sv", "en"}
        assert len({len(wording.items) for wording in row.wordings.values()}) == 1, row.id
        assert len({bool(wording.past) for wording in row.wordings.values()}) == 1, row.id


ASKS = "- id: {row}\n  fi: [Riittääkö tämä?]\n  sv: [Räcker det för kommunen?]\n  en: [Is this enough for us?]\n"


def test_more_questions_of_a_row_come_after_its_own(small: Path) -> None:
    row_id, row = next(iter(load_corpus(small).requirements.items()))
    (small / "asks").mkdir()
    (small / "asks" / "rows.yaml").write_text(ASKS.format(row=row_id), encoding="utf-8")

    asks = load_corpus(small).requirements[row_id].wordings["sv"].asks

    assert asks == (*row.wordings["sv"].asks, "Räcker det för kommunen?")


def test_more_questions_of_an_unknown_row_are_named(small: Path) -> None:
    (small / "asks").mkdir()
    (small / "asks" / "rows.yaml").write_text(ASKS.format(row="N-999"), encoding="utf-8")

    _, problems = check_corpus(small)

    assert "N-999 is no requirement" in problems[0]
