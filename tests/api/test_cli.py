"""The console script and `koto serve`."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from api import cli
from api.serve import bound_socket
from api.serve import main as serve_main
from assistant.errors import IndexMissing, SettingsError

ROOT = Path(__file__).resolve().parents[2]

SERVE_A_FAKE = """
from api.serve import serve
from tests.api.fakes import FakeAnswerer
serve(FakeAnswerer, host="127.0.0.1", port=0)
"""


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A module whose `run` stands behind the command `ask`."""
    module = ModuleType("fake_command")
    monkeypatch.setitem(sys.modules, "fake_command", module)
    monkeypatch.setitem(cli.COMMANDS, "ask", "fake_command:run")
    yield module


def raising(error: BaseException) -> object:
    """A command that raises `error`."""

    def run(argv: list[str]) -> int:
        raise error

    return run


def test_a_command_gets_its_arguments_and_gives_the_exit_status(command: ModuleType) -> None:
    command.run = lambda argv: len(argv)  # type: ignore[attr-defined]

    assert cli.main(["ask", "a", "--b"]) == 2


def test_every_command_has_a_summary() -> None:
    assert list(cli.COMMANDS) == list(cli.SUMMARIES)


@pytest.mark.parametrize("name", list(cli.COMMANDS))
def test_help_names_every_command(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0

    assert f"  {name} " in capsys.readouterr().out


def test_without_a_command_the_usage_is_shown_and_the_status_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2

    assert capsys.readouterr().err.startswith("usage: koto COMMAND")


def test_an_unknown_command_names_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["aks"]) == 2

    known = "ingest, read, search, ask, chat, verify, eval, serve"
    assert capsys.readouterr().err == f"koto: 'aks' is no command. Known: {known}.\n"


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0

    assert re.fullmatch(r"koto (\d+\.\d+.*|\(not installed\))\n", capsys.readouterr().out)


def test_an_error_of_koto_is_one_line_and_status_1(command: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    command.run = raising(IndexMissing("var/index holds no index.\nRun: koto ingest"))  # type: ignore[attr-defined]

    assert cli.main(["ask"]) == 1
    assert capsys.readouterr().err == "koto: var/index holds no index. Run: koto ingest\n"


def test_a_fault_is_one_line_with_the_class_and_without_the_message(
    command: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KOTO_DEBUG", raising=False)
    command.run = raising(ZeroDivisionError("secret"))  # type: ignore[attr-defined]

    assert cli.main(["ask"]) == 1
    told = capsys.readouterr().err
    assert told == "koto: this is a fault in Koto (ZeroDivisionError). KOTO_DEBUG=1 shows where it arose.\n"


def test_a_fault_shows_where_it_arose_when_asked_to(
    command: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOTO_DEBUG", "1")
    command.run = raising(ZeroDivisionError("secret"))  # type: ignore[attr-defined]

    assert cli.main(["ask"]) == 1
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_a_command_that_cannot_be_imported_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(cli.COMMANDS, "ask", "no_such_module:run")

    assert cli.main(["ask"]) == 1
    assert "ModuleNotFoundError" in capsys.readouterr().err


def test_an_interrupt_ends_quietly_with_130(command: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    command.run = raising(KeyboardInterrupt())  # type: ignore[attr-defined]

    assert cli.main(["ask"]) == 130
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("code", "status"), [(2, 2), (0, 0), (None, 0), ("words", 1)])
def test_what_argparse_does_becomes_the_exit_status(command: ModuleType, code: int | str | None, status: int) -> None:
    command.run = raising(SystemExit(code))  # type: ignore[attr-defined]

    assert cli.main(["ask"]) == status


def test_a_closed_pipe_ends_quietly() -> None:
    script = (
        "import sys, types; from api import cli\n"
        "module = types.ModuleType('many'); module.run = lambda argv: print('x' * 10_000_000) or 0\n"
        "sys.modules['many'] = module; cli.COMMANDS['ask'] = 'many:run'\n"
        "sys.exit(cli.main(['ask']))"
    )
    writer = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert writer.stdout is not None and writer.stderr is not None

    writer.stdout.read(10)
    writer.stdout.close()
    told = writer.stderr.read()
    writer.stderr.close()

    assert (writer.wait(timeout=30), told) == (141, b"")


def test_help_imports_no_library() -> None:
    script = "import sys; from api import cli; cli.main(['--help']); print(sorted(sys.modules), file=sys.stderr)"

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=30)

    for library in ("fastapi", "uvicorn", "pydantic", "numpy", "yaml", "jinja2", "importlib.metadata"):
        assert f"'{library}'" not in done.stderr


def test_a_taken_port_is_told_before_anything_is_loaded() -> None:
    with bound_socket("127.0.0.1", 0) as taken:
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(SettingsError, match=f"port {port} on 127.0.0.1 is taken by another program"):
            serve_main(["--port", str(port)])


def test_a_port_that_is_no_port_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["serve", "--port", "99999"]) == 2

    assert "'99999' is no port" in capsys.readouterr().err


def test_a_bound_port_accepts_nobody_until_the_assistant_is_loaded() -> None:
    with bound_socket("127.0.0.1", 0) as held, socket.socket() as visitor:
        visitor.settimeout(5)

        assert visitor.connect_ex(held.getsockname()) != 0


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_service_says_where_it_listens_answers_and_stops_gracefully(stop: signal.Signals) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    service = subprocess.Popen(
        [sys.executable, "-c", SERVE_A_FAKE], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    )
    assert service.stderr is not None

    try:
        ready = service.stderr.readline()
        address = ready.removeprefix("koto: listening on ").strip()
        with urllib.request.urlopen(f"{address}health", timeout=10) as response:
            assert response.status == 200
            assert "server" not in response.headers
        service.send_signal(stop)
        rest = service.stderr.read()
        status = service.wait(timeout=30)
    finally:
        service.kill()
        service.stderr.close()

    assert re.fullmatch(r"koto: listening on http://127\.0\.0\.1:\d+/\n", ready)
    assert (status, rest) == (0, "koto: stopped\n")
