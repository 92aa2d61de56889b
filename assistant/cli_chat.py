"""koto chat: a conversation in the terminal. Nothing that is typed is kept on disk unless it is exported."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from assistant.build import build_assistant
from assistant.chat_commands import Command, Typed, read_line
from assistant.domain.answer import Answer, CitedSource
from assistant.domain.conversation import Conversation
from assistant.domain.query import Question
from assistant.errors import KotoError
from assistant.export import conversation_to_json, conversation_to_markdown, quotes_of
from assistant.language.dates import days_named
from assistant.settings import load_settings
from assistant.templates import Texts, texts_in, written_date
from assistant.terminal import answer_to_text, source_to_text, wrapped
from assistant.written_aside import write_aside

LANGUAGES = ("fi", "sv", "en")
_TODAY = frozenset("today tänään nyt now idag nu -".split()) | {"i dag"}
_OWN = frozenset("auto automaattinen automatisk -".split())
_REPLACE = frozenset("! korvaa ersätt overwrite replace".split())


def main(argv: list[str]) -> int:
    """koto chat [--language fi] [--as-of DATE] [--model NAME] [--index DIR]; in a pipe, a question a line."""
    options = _options(argv)
    settings = load_settings()
    settings = replace(settings, index=options.index) if options.index else settings
    settings = settings if options.model is None else replace(settings, model=options.model)
    assistant = build_assistant(settings)
    chat = Chat(
        Conversation(language=options.language, as_of=options.as_of),
        answering=assistant.ask,
        today=settings.day(),
        say=lambda text: print(f"{text}\n", flush=True),
    )
    if not sys.stdin.isatty():
        sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
        return chat.run(line.rstrip("\n") for line in sys.stdin)
    _edit_lines()
    chat.greet()
    return chat.run(_typed_lines(chat), interactive=True)


class Chat:
    """One person's conversation: what is typed goes in line by line, texts come out by `say`."""

    def __init__(
        self,
        conversation: Conversation,
        *,
        answering: Callable[[Question], Answer],
        today: date,
        say: Callable[[str], None],
    ) -> None:
        """`answering` answers a question with its history; `today` is written into exports."""
        self.conversation = conversation
        self._answering = answering
        self._today = today
        self._say = say

    @property
    def texts(self) -> Texts:
        """Texts in the language of the conversation: the one wanted, else that of the last answer, else Finnish."""
        last = self.conversation.last
        return texts_in(self.conversation.language or (last.language if last else "fi"))

    def greet(self) -> None:
        """The first words, in the three languages unless one was asked for."""
        wanted = [self.conversation.language] if self.conversation.language else list(LANGUAGES)
        self._say("\n".join(wrapped(texts_in(language).get("chat_greeting")) for language in wanted))

    def run(self, lines: Iterator[str], *, interactive: bool = False) -> int:
        """Takes lines until they end or the person leaves.

        Exit status 0; 1 where a command failed and nobody was there to see it.
        """
        failed = False
        for line in lines:
            try:
                if not self.take(line):
                    break
            except KotoError as error:
                failed = True
                print(f"koto: {error}", file=sys.stderr)
            except KeyboardInterrupt:
                if not interactive:
                    raise
                self._say(self.texts.get("chat_stopped"))
        return int(failed and not interactive)

    def take(self, line: str) -> bool:
        """Does what one line says; False where it says goodbye. Raises KotoError where a file cannot be written."""
        typed = read_line(line)
        if typed.unknown:
            self._say(self.texts.get("chat_unknown", name=typed.unknown))
        elif typed.command is Command.QUIT:
            return False
        elif typed.command is not None:
            self._do(typed)
        elif typed.rest:
            self.conversation = self.conversation.ask(typed.rest, self._answering)
            self._say(self._answer_text())
        return True

    def _answer_text(self) -> str:
        answer = self.conversation.answers[-1]
        text = answer_to_text(answer, with_sources=False)
        hint = texts_in(answer.language).get("chat_sources_hint")
        return f"{text}\n\n{hint}" if answer.sources else text

    def _do(self, typed: Typed) -> None:
        doing = {
            Command.HELP: lambda rest: self._say(self.texts.get("chat_help").strip()),
            Command.SOURCES: self._sources,
            Command.EXPORT: self._export,
            Command.AS_OF: self._as_of,
            Command.LANGUAGE: self._language,
            Command.NEW: self._new,
        }
        assert typed.command is not None
        doing[typed.command](typed.rest)

    def _new(self, rest: str) -> None:
        self.conversation = self.conversation.anew()
        self._say(self.texts.get("chat_new"))

    def _sources(self, rest: str) -> None:
        answer = self.conversation.last
        if answer is None or not answer.sources:
            self._say(self.texts.get("chat_no_sources"))
            return
        texts = texts_in(answer.language)
        numbers = [int(number) for number in rest.replace(",", " ").split() if number.isdigit()]
        chosen = [source for source in answer.sources if source.n in numbers] if rest else list(answer.sources)
        if not chosen:
            self._say(texts.get("chat_no_such_source", most=str(len(answer.sources))))
            return
        self._say("\n".join(self._source(source, answer, texts, in_full=bool(rest)) for source in chosen))

    def _source(self, source: CitedSource, answer: Answer, texts: Texts, *, in_full: bool) -> str:
        text = source_to_text(source, texts)
        if not in_full:
            return text
        quotes = [wrapped(f"”{' '.join(quote.split())}”", indent="    ") for quote in quotes_of(answer, source.n)]
        checked = []
        if source.consolidated_to:
            day = written_date(source.consolidated_to, texts.language)
            checked = [wrapped(texts.get("checked_to", day=day), indent="    ")]
        return "\n".join([text, *checked, *quotes])

    def _export(self, rest: str) -> None:
        name, _, last = rest.rpartition(" ")
        overwrite = last.lower() in _REPLACE and bool(name)
        file = Path(name if overwrite else rest).expanduser()
        if not self.conversation.answers:
            self._say(self.texts.get("chat_nothing_to_export"))
            return
        if not rest or file.suffix.lower() not in {".md", ".json"}:
            self._say(self.texts.get("chat_export_name"))
            return
        if file.suffix.lower() == ".json":
            text = conversation_to_json(self.conversation, exported_on=self._today)
        else:
            text = conversation_to_markdown(self.conversation, self.texts, exported_on=self._today)
        try:
            write_aside(file, text, overwrite=overwrite)
        except FileExistsError:
            self._say(self.texts.get("chat_file_exists", file=str(file)))
            return
        self._say(self.texts.get("chat_exported", file=str(file)))

    def _as_of(self, rest: str) -> None:
        named = [day for _, day in days_named(rest)]
        if rest.lower() in _TODAY:
            self.conversation = replace(self.conversation, as_of=None)
            self._say(self.texts.get("chat_today"))
        elif len(named) == 1:
            self.conversation = replace(self.conversation, as_of=named[0])
            self._say(self.texts.get("chat_as_of", day=written_date(named[0], self.texts.language)))
        else:
            self._say(self.texts.get("chat_which_day"))

    def _language(self, rest: str) -> None:
        chosen = {"suomi": "fi", "finska": "fi", "finnish": "fi", "ruotsi": "sv", "svenska": "sv", "swedish": "sv"}
        chosen |= {"englanti": "en", "engelska": "en", "english": "en"} | {code: code for code in LANGUAGES}
        if rest.lower() in _OWN:
            self.conversation = replace(self.conversation, language=None)
        elif rest.lower() in chosen:
            self.conversation = replace(self.conversation, language=chosen[rest.lower()])
        else:
            self._say(self.texts.get("chat_which_language"))
            return
        self._say(self.texts.get("chat_language" if self.conversation.language else "chat_language_auto"))


def _typed_lines(chat: Chat) -> Iterator[str]:
    """Lines as they are typed. Ctrl-D ends them; Ctrl-C throws the line away, a second one in a row ends them too."""
    interrupted = False
    while True:
        try:
            line = input("> ")
        except EOFError:
            print()
            return
        except KeyboardInterrupt:
            print()
            if interrupted:
                return
            interrupted = True
            print(chat.texts.get("chat_leave"))
            continue
        interrupted = False
        yield line


def _edit_lines() -> None:
    """Arrow keys and the history of this session, where Python has readline; it is never written to a file."""
    try:
        import readline
    except ImportError:
        return
    readline.set_auto_history(True)


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="koto chat", description="A conversation: follow-ups are understood, /help tells the commands."
    )
    parser.add_argument("--language", choices=LANGUAGES, help="language of the answers (each question's own)")
    parser.add_argument("--as-of", type=_day, metavar="DATE", help="the law on this day, e.g. 2024-06-01 (today)")
    parser.add_argument("--model", metavar="NAME", help="let this chat model word the answers; empty for none")
    parser.add_argument("--index", type=Path, metavar="DIR", help="directory of the index")
    return parser.parse_args(argv)


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{value!r} is no date; wanted e.g. 2024-06-01") from error
