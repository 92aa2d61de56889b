"""The console script `koto`: a table of commands, each imported when it is called."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from importlib import import_module

from assistant.errors import KotoError

COMMANDS = {
    "ingest": "ingest.cli:main",
    "read": "ingest.cli_read:main",
    "search": "assistant.cli:search",
    "ask": "assistant.cli:ask",
    "chat": "assistant.cli_chat:main",
    "verify": "assistant.cli_verify:main",
    "eval": "evals.cli:main",
    "serve": "api.serve:main",
}
"""Command to "module:function", which takes the arguments after the command and returns the exit status."""

SUMMARIES = {
    "ingest": "read the register, or files and addresses, into the index",
    "read": "show how a file is read; indexes nothing",
    "search": "passages for a question",
    "ask": "one answer, or a batch of them",
    "chat": "a conversation in the terminal",
    "verify": "whether claims are borne out by their evidence",
    "eval": "how good the answers and the search are",
    "serve": "the HTTP service and its page",
}

DONE, FAILED, WRONG_USAGE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141
"""Exit statuses; the last two are what a shell reports for the signals."""

DISTRIBUTION = "koto-assistant"


def main(argv: list[str] | None = None) -> int:
    """Exit status of the command line `argv` (without the program's name), by default the process's own."""
    arguments = sys.argv[1:] if argv is None else argv
    if not arguments:
        print(_usage(), file=sys.stderr)
        return WRONG_USAGE
    name, *rest = arguments
    if name in {"-h", "--help"}:
        print(_usage())
        return DONE
    if name == "--version":
        print(f"koto {_version()}")
        return DONE
    if name not in COMMANDS:
        _say(f"{name!r} is no command. Known: {', '.join(COMMANDS)}.")
        return WRONG_USAGE
    return _run(COMMANDS[name], rest)


def _run(target: str, arguments: list[str]) -> int:
    """Exit status of a command; whatever it raises becomes one line and a status."""
    try:
        status = _load(target)(arguments)
        # A closed pipe shows only when the buffer is written out, which must not wait for the end.
        sys.stdout.flush()
        return status
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else DONE if leaving.code is None else FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _leave_pipe()
    except KotoError as error:
        _say(str(error))
    except Exception as error:
        _say_fault(error)
    return FAILED


def _load(target: str) -> Callable[[list[str]], int]:
    module, function = target.split(":")
    loaded: Callable[[list[str]], int] = getattr(import_module(module), function)
    return loaded


def _leave_pipe() -> int:
    # Python flushes standard output once more at exit; without this it would complain there.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_CLOSED


def _say_fault(error: Exception) -> None:
    if os.environ.get("KOTO_DEBUG") == "1":
        traceback.print_exception(error)
        _say(f"this is a fault in Koto ({type(error).__name__}).")
        return
    _say(f"this is a fault in Koto ({type(error).__name__}). KOTO_DEBUG=1 shows where it arose.")


def _say(line: str) -> None:
    print(f"koto: {' '.join(line.split())}", file=sys.stderr)


def _usage() -> str:
    rows = [f"  {name:<8} {SUMMARIES[name]}" for name in COMMANDS]
    head = "usage: koto COMMAND [ARGUMENT ...]"
    return "\n".join([head, "", *rows, "", "koto COMMAND --help tells more. koto --version tells the version."])


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return "(not installed)"


if __name__ == "__main__":
    sys.exit(main())
