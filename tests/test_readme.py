"""What the README names exists, and what exists is named in it."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from api.cli import COMMANDS
from api.cli import main as koto
from assistant.domain.answer import AnswerStatus
from assistant.settings import REPOSITORY, Settings

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
MAKEFILE = (REPOSITORY / "Makefile").read_text(encoding="utf-8")


def test_every_command_is_named_and_every_named_command_exists() -> None:
    named = set(re.findall(r"`koto ([a-z]+)", README))

    assert named == set(COMMANDS)


def test_every_setting_is_named_and_every_named_setting_exists() -> None:
    named = set(re.findall(r"`(KOTO_[A-Z_]+)`", README))
    known = {f"KOTO_{field.name.upper()}" for field in fields(Settings)} | {"KOTO_DEBUG", "KOTO_MODEL_KEY"}

    assert named == known


def test_the_example_of_the_readme_is_the_one_that_a_test_runs() -> None:
    module = (REPOSITORY / "assistant" / "adapters" / "langchain_retriever.py").read_text(encoding="utf-8")
    example = re.search(r"```python\n.*?```", module, re.S)

    assert example and example[0] in README


def test_every_answer_status_is_named() -> None:
    assert [status for status in AnswerStatus if f"`{status.value}`" not in README] == []


def test_every_make_target_of_the_readme_exists() -> None:
    named = set(re.findall(r"\bmake ([a-z]+)\b", README)) - {"anew"}

    assert {target for target in named if f"\n{target}:" not in MAKEFILE} == set()


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = koto([command, "--help"])

    assert status == 0
    assert f"koto {command}" in capsys.readouterr().out
