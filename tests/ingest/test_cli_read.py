"""`koto read`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import SourceUnreadable
from ingest.cli_read import main

TEXT = "Suunnitelma\n\nKunta vastaa suunnittelusta.\n\nTavoitteet\n\nTavoitteet ovat:\n\n• työ\n• kieli\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_json_is_one_document_with_the_promised_fields(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(file), "--json"]) == 0

    shown = json.loads(capsys.readouterr().out)
    assert list(shown) == ["file", "media_type", "language", "text", "pages", "sections", "warnings"]
    assert shown["pages"] == [{"number": 1, "text": shown["text"]}]
    assert shown["sections"][1] == {
        "headings": ["Suunnitelma", "Tavoitteet"],
        "text": "Tavoitteet ovat:\n\n- työ\n- kieli",
        "first_page": 1,
    }


def test_people_see_sections_and_sizes(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(file)]) == 0

    shown = capsys.readouterr().out
    assert "pages: 1, sections: 2" in shown
    assert "[Suunnitelma › Tavoitteet]" in shown


def test_an_unreadable_file_is_raised_to_the_caller(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable):
        main([str(tmp_path / "none.txt")])


def test_unknown_usage_exits_with_2() -> None:
    with pytest.raises(SystemExit) as raised:
        main(["--unknown"])

    assert raised.value.code == 2
