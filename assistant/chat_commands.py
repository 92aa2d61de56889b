"""What is typed in a conversation that is no question: commands, named in Finnish, Swedish and English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Command(StrEnum):
    """What the person wants done."""

    HELP = "help"
    SOURCES = "sources"
    EXPORT = "export"
    AS_OF = "as_of"
    LANGUAGE = "language"
    NEW = "new"
    QUIT = "quit"


NAMES = {
    Command.HELP: "help apua ohje ohjeet hjälp h ?",
    Command.SOURCES: "sources source lähteet lähde källor källa",
    Command.EXPORT: "export save vie tallenna exportera spara",
    Command.AS_OF: "as-of asof päivä tilanne datum läget",
    Command.LANGUAGE: "language lang kieli språk",
    Command.NEW: "new uusi ny",
    Command.QUIT: "quit exit lopeta poistu avsluta q",
}
"""The words after the slash, the English one first."""
_BY_NAME = {name: command for command, names in NAMES.items() for name in names.split()}
# Said without a slash, these words ask for nothing else.
_BARE = re.compile(
    r"^(?P<name>sources?|lähteet|lähde|källor|källa|help|apua|ohje|hjälp|quit|exit|lopeta|avsluta)(?:\s+(?P<rest>\d+))?\s*[?!.]?$",
    re.I,
)


@dataclass(frozen=True)
class Typed:
    """A line: a command with what follows it, or a question."""

    command: Command | None
    """None for a question, and for a command that is not known."""
    rest: str
    """What follows the command; for a question, the question."""
    unknown: str = ""
    """The name of a command that is not known."""


def read_line(line: str) -> Typed:
    """What a line means. A line that begins with a slash is never a question."""
    line = line.strip()
    if bare := _BARE.match(line):
        return Typed(_BY_NAME[bare["name"].lower()], bare["rest"] or "")
    if not line.startswith("/"):
        return Typed(None, line)
    name, _, rest = line[1:].partition(" ")
    command = _BY_NAME.get(name.lower())
    return Typed(command, rest.strip(), "" if command else name)
