"""A conversation line by line, with prepared answers."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.chat_commands import Command, read_line
from assistant.cli_chat import Chat
from assistant.domain.answer import (
    Answer,
    AnswerStatus,
    Citation,
    CitedSource,
    Completeness,
    Sentence,
    SentenceKind,
    Versions,
)
from assistant.domain.conversation import WINDOW, Conversation
from assistant.domain.query import Question
from assistant.domain.source import Origin, SourceKind, Standing
from assistant.settings import REPOSITORY
from tests.factories import TODAY

QUOTE = "the plan is reviewed every six months"


class Prepared:
    """Answers every question alike, and keeps the questions."""

    def __init__(self) -> None:
        self.asked: list[Question] = []

    def __call__(self, question: Question) -> Answer:
        self.asked.append(question)
        citation = Citation(1, "act#22", "act", QUOTE, 0, len(QUOTE), "en")
        source = CitedSource(
            1, "act", "The Act", "Finlex", "https://example.org/22", "1/2023 s. 22", "en", SourceKind.STATUTE,
            Origin.RESTATED, Standing.IN_FORCE, date(2025, 1, 1), None, date(2025, 2, 21), None,
        )  # fmt: skip
        return Answer(
            question=question.text.replace("Ahmed", "[…]"),
            language=question.language or "en",
            as_of=question.as_of or TODAY,
            law_checked_to=None,
            status=AnswerStatus.ANSWERED,
            completeness=Completeness.COMPLETE,
            sentences=(Sentence(f"Section 22: {QUOTE}.", SentenceKind.CLAIM, "en", 1.0, (citation,)),),
            sources=(source,),
            caveats=(),
            nearest=(),
            versions=Versions("build", "texts", ""),
        )


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def prepared() -> Prepared:
    return Prepared()


@pytest.fixture
def chat(prepared: Prepared, said: list[str]) -> Chat:
    return Chat(Conversation(language="en"), answering=prepared, today=TODAY, say=said.append)


def test_a_question_is_asked_with_the_turns_before_it(chat: Chat, prepared: Prepared) -> None:
    chat.run(iter(["First?", "", "And second?"]))

    assert [turn.question for turn in prepared.asked[1].history] == ["First?"]
    assert prepared.asked[1].history[0].answer == f"Section 22: {QUOTE}.\n(1/2023 s. 22)"


def test_an_answer_in_a_models_words_is_passed_on_with_the_place_of_its_first_claim(
    said: list[str], tmp_path: Path
) -> None:
    asked: list[Question] = []

    def worded(question: Question) -> Answer:
        asked.append(question)
        return replace(Prepared()(question), versions=Versions("build", "texts", "small"))

    chat = Chat(Conversation(language="en"), answering=worded, today=TODAY, say=said.append)
    chat.run(iter(["First?", "Second?", f"/export {tmp_path}/talk.md"]))

    assert asked[1].history[0].answer == f"Section 22: {QUOTE}. (1/2023 s. 22)\n(1/2023 s. 22)"
    assert "language model small" in said[0].replace("\n", " ")
    assert "language model small" in (tmp_path / "talk.md").read_text(encoding="utf-8")


def test_old_turns_fall_out_of_the_window_but_stay_in_the_conversation(chat: Chat, prepared: Prepared) -> None:
    chat.run(f"Question {number}?" for number in range(WINDOW + 3))

    assert [turn.question for turn in prepared.asked[-1].history][0] == "Question 2?"
    assert len(prepared.asked[-1].history) == WINDOW
    assert len(chat.conversation.answers) == WINDOW + 3


def test_sources_stand_beside_the_answer_only_on_request(chat: Chat, said: list[str]) -> None:
    chat.run(iter(["How often?", "sources", "/källor 1", "/sources 7"]))

    answer, listed, quoted, missing = said
    assert "https://example.org/22" not in answer
    assert "https://example.org/22" in listed and QUOTE not in listed
    assert QUOTE in quoted and "1/2023 s. 22" in quoted and "in force" in quoted
    assert "1 to 1" in missing


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("/lähteet 2", Command.SOURCES),
        ("lähteet", Command.SOURCES),
        ("källor", Command.SOURCES),
        ("/vie a.md", Command.EXPORT),
        ("/spara a.md", Command.EXPORT),
        ("/päivä 1.6.2024", Command.AS_OF),
        ("/datum idag", Command.AS_OF),
        ("/kieli sv", Command.LANGUAGE),
        ("/språk fi", Command.LANGUAGE),
        ("/uusi", Command.NEW),
        ("/ny", Command.NEW),
        ("/lopeta", Command.QUIT),
        ("/avsluta", Command.QUIT),
        ("/hjälp", Command.HELP),
        ("/nothing", None),
        ("What are the sources of law?", None),
    ],
)
def test_commands_have_names_in_three_languages(line: str, command: Command | None) -> None:
    assert read_line(line).command is command


def test_the_day_and_the_language_hold_for_what_follows(chat: Chat, prepared: Prepared) -> None:
    chat.run(iter(["/as-of 1.6.2024", "/language sv", "Vad?", "/as-of idag", "/language auto", "What?", "/as-of soon"]))

    assert [(one.as_of, one.language) for one in prepared.asked] == [(date(2024, 6, 1), "sv"), (None, None)]


def test_a_new_conversation_forgets_the_turns(chat: Chat, prepared: Prepared) -> None:
    chat.run(iter(["First?", "/new", "Second?", "/quit", "Never asked?"]))

    assert [one.history for one in prepared.asked] == [(), ()]


def test_an_export_is_whole_masked_and_for_its_owner(chat: Chat, tmp_path: Path) -> None:
    chat.run(iter(["Must Ahmed come?", f"/export {tmp_path}/talk.md", f"/vie {tmp_path}/talk.json"]))

    text = (tmp_path / "talk.md").read_text(encoding="utf-8")
    document = json.loads((tmp_path / "talk.json").read_text(encoding="utf-8"))
    assert "Must […] come?" in text and QUOTE in text and "Ahmed" not in text
    assert document["answers"][0]["question"] == "Must […] come?"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["talk.json", "talk.md"]
    assert (tmp_path / "talk.md").stat().st_mode & 0o077 == 0


def test_an_export_replaces_a_file_only_when_told_so(chat: Chat, said: list[str], tmp_path: Path) -> None:
    file = tmp_path / "talk.md"
    file.write_text("mine", encoding="utf-8")

    chat.run(iter(["What?", f"/export {file}"]))

    assert file.read_text(encoding="utf-8") == "mine"
    assert "overwrite" in said[-1]
    chat.run(iter([f"/export {file} overwrite"]))
    assert QUOTE in file.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_said_and_the_conversation_goes_on(
    chat: Chat, said: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = chat.run(iter(["What?", f"/export {tmp_path}/no/such/talk.md", "And?"]))

    assert status == 1
    assert "cannot be written" in capsys.readouterr().err
    assert len(chat.conversation.answers) == 2


def test_an_answer_that_is_stopped_leaves_the_conversation_as_it_was(chat: Chat, said: list[str]) -> None:
    def stopped(question: Question) -> Answer:
        raise KeyboardInterrupt

    halting = Chat(chat.conversation, answering=stopped, today=TODAY, say=said.append)

    assert halting.run(iter(["What?"]), interactive=True) == 0
    assert halting.conversation == chat.conversation
    assert said == ["The answer was stopped."]


def test_the_greeting_is_in_the_three_languages_unless_one_is_wanted(chat: Chat, said: list[str]) -> None:
    chat.greet()
    chat.conversation = replace(chat.conversation, language=None)
    chat.greet()

    assert "/help" in said[0] and "/apua" not in said[0]
    assert all(word in said[1] for word in ("/apua", "/hjälp", "/help"))


@pytest.fixture
def koto() -> Iterator[list[str]]:
    yield [sys.executable, "-m", "api.cli", "chat", "--index", str(REPOSITORY / "var" / "index")]


@pytest.mark.usefixtures("assistant")
def test_a_pipe_is_answered_line_by_line_and_nothing_is_kept(koto: list[str], tmp_path: Path) -> None:
    models = {"KOTO_MODELS": str(REPOSITORY / "var" / "models"), "HOME": str(tmp_path), "PYTHONPATH": str(REPOSITORY)}

    done = subprocess.run(
        koto,
        input="Kuinka usein kotoutumissuunnitelma pitää tarkistaa?\nEntä kuntapaikkasopimus?\n",
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, **models},
        check=True,
    )

    assert "kuuden kuukauden välein" in done.stdout
    assert "neljän vuoden välein" in done.stdout
    # Nor does the embedder's runtime keep events for its maker under HOME.
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


@pytest.mark.usefixtures("assistant")
def test_ctrl_d_at_a_terminal_leaves_with_status_zero(koto: list[str]) -> None:
    ours, theirs = pty.openpty()
    os.write(ours, b"\x04")

    done = subprocess.run(koto, stdin=theirs, capture_output=True, text=True, cwd=REPOSITORY, timeout=60, check=False)

    assert done.returncode == 0, done.stderr
    assert "Koto svarar på frågor" in done.stdout
