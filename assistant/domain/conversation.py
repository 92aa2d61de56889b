"""A conversation: what was asked and answered, and how much of it a further question is read with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from assistant.domain.answer import Answer, SentenceKind
from assistant.domain.query import Question, Turn

WINDOW = 6
"""Turns that a further question is read with; older ones fall out."""


@dataclass(frozen=True)
class Conversation:
    """A value: every answer makes another one.

    Questions are kept as the answers echo them, with personal data masked.
    """

    answers: tuple[Answer, ...] = ()
    """Oldest first; all of them, so that the whole conversation can be saved."""
    language: str | None = None
    """Language wanted for answers; None: each question's own."""
    as_of: date | None = None
    """The day on which the law is asked; None: the question's own, or today."""

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The window: the last turns, oldest first, as the history of a further question."""
        return tuple(turn_of(answer) for answer in self.answers[-WINDOW:])

    @property
    def last(self) -> Answer | None:
        """The latest answer; None before the first."""
        return self.answers[-1] if self.answers else None

    def ask(self, text: str, answering: Callable[[Question], Answer]) -> Conversation:
        """The conversation with the answer to `text` at its end; what `answering` raises leaves this one as it is."""
        question = Question(text=text, language=self.language, as_of=self.as_of, history=self.turns)
        return replace(self, answers=(*self.answers, answering(question)))

    def anew(self) -> Conversation:
        """An empty conversation with the same language and day."""
        return replace(self, answers=())


def turn_of(answer: Answer) -> Turn:
    """The turn as text: the masked question; the claims, and the places that they cite.

    The first claim is followed by its place where a chat model worded the answer: follow-ups go by the sections that it
    names, and a model leaves them out.
    """
    claims = [sentence for sentence in answer.sentences if sentence.kind is SentenceKind.CLAIM]
    cited = {citation.n for claim in claims for citation in claim.citations}
    places = [source.locator for source in answer.sources if source.n in cited]
    told = [claim.text for claim in claims]
    if answer.versions.model and claims:
        own = {citation.n for citation in claims[0].citations}
        told[0] += "".join(f" ({source.locator})" for source in answer.sources if source.n in own)
    return Turn(question=answer.question, answer="\n".join([*told, *(f"({place})" for place in places)]))
