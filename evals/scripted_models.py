"""Chat models without a model, whose replies are known to be right or wrong: they tell the statements that they get."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.chat import Message

MOST_TOLD = 3
"""Statements told in one reply, as many as the prompt asks for."""

Damage = tuple[str, str, str]
"""(kind, pattern, replacement): what makes a right sentence a wrong one."""

DAMAGES: dict[str, tuple[Damage, ...]] = {
    "en": (
        ("number", r"\b(one|two|three|four)(?= (?:years?|months?|weeks?|days?))", "nine"),
        ("modality", r"\b(must|shall)\b(?! not)", "may"),
        ("modality", r"\bmay\b(?! not)", "must"),
        ("negation", r"\bdoes not require\b", "requires"),
        ("negation", r"\b(is|are) (organised|paid|responsible|drawn up)\b", r"\1 not \2"),
        ("actor", r"\b[Tt]he municipality\b", "The wellbeing services county"),
        ("qualifier", r",? (within the limits of available appropriations|where needed|as a rule)\b", ""),
        ("section", r"\bsections? \d+", "section 97"),
        ("addition", r"\.$", " and the State always pays for it in full."),
    ),
    "sv": (
        ("number", r"\b(ett|två|tre|fyra)(?= (?:år|månad\w*|veck\w*|dag\w*))", "nio"),
        ("modality", r"\bska\b(?! inte)", "får"),
        ("modality", r"\b(får|kan)\b(?! inte)", "ska"),
        ("negation", r"\bkräv(?:s|er) (?:inte|ing\w+)\b", "kräver"),
        ("negation", r"\b(ordnas|betalas|utarbetas|ansvarar)\b", r"\1 inte"),
        ("actor", r"\b[Kk]ommunen\b", "Välfärdsområdet"),
        ("qualifier", r",? (inom ramen för (?:de )?tillgängliga anslag|vid behov|i regel)\b", ""),
        ("section", r"\b\d+ §", "97 §"),
        ("addition", r"\.$", " och staten betalar alltid allt."),
    ),
    "fi": (
        ("number", r"\b(kahden|kolmen|neljän|yhden)(?= (?:vuoden|kuukauden|viikon|päivän))", "yhdeksän"),
        (
            "modality",
            r"\bon (järjestettävä|laadittava|otettava|annettava|huolehdittava)\b",
            r"voidaan haluttaessa jättää",
        ),
        ("modality", r"\bvoi\b", "on aina velvollinen ja sen pitää"),
        ("negation", r"\bei (?:edellytetä|edellytä|vaadi|säädetä)\b", "edellytetään"),
        ("negation", r"\b(vastaa|järjestää|maksetaan|laaditaan)\b", r"ei \1"),
        ("actor", r"\b[Kk]un(?:ta|nan)\b", "Hyvinvointialueen"),
        ("qualifier", r" (käytettävissä olevien määrärahojen rajoissa|tarvittaessa|yleensä)\b", ""),
        ("section", r"\b\d+ §", "97 §"),
        ("addition", r"\.$", " ja valtio maksaa aina kaiken."),
    ),
}


@dataclass
class ScriptedModel:
    """A chat model that answers with `tell(number, statement)` for the first statements it is given."""

    name: str
    tell: Callable[[int, str], list[str]]
    most_tokens: int = 4000
    timeout_s: float = 20.0
    reply_tokens: int = 1000
    is_shuffled: bool = False
    said: int = 0
    """Sentences that were read of it."""

    def stream(self, messages: Sequence[Message], *, within_s: float) -> Iterator[str]:
        """One line a sentence, each with its label."""
        lines = [line for number, one in _statements(messages) for line in self.tell(number, one)]
        # A reader stops after a few wrong sentences; the order lets every kind and place come first at times.
        for line in sorted(lines, key=self._place) if self.is_shuffled else lines:
            self.said += 1
            yield f"{line}\n"

    def _place(self, line: str) -> str:
        return hashlib.sha256(f"{self.said}{line}".encode()).hexdigest()


def copying() -> ScriptedModel:
    """Tells the first statements as they are."""
    return ScriptedModel("scripted: copies", lambda number, one: [f"{one} [{number}]"] if number <= MOST_TOLD else [])


def rewording() -> ScriptedModel:
    """Tells the first statements in another order of their parts, or in brief: the same rules in other words."""

    def tell(number: int, statement: str) -> list[str]:
        return [f"{reworded(statement)} [{number}]"] if number <= MOST_TOLD else []

    return ScriptedModel("scripted: rewords", tell)


def damaging() -> ScriptedModel:
    """Tells every statement wrongly, once for each kind of damage that its words allow, and labels it as if right."""

    def tell(number: int, statement: str) -> list[str]:
        return [f"{text} [{number}]" for _, text in damaged(statement)]

    return ScriptedModel("scripted: damages", tell, is_shuffled=True)


def reworded(statement: str) -> str:
    """The statement with its place taken off its beginning, as people retell rules; else as it is."""
    for pattern in (
        r"^Under (?:sections?|the) [^,]{0,60}?, ",
        r"^Lain [^,]{0,50}?(?:§:n|momentin|kohdan) mukaan ",
        r"^Saman momentin mukaan ",
    ):
        bare = re.sub(pattern, "", statement)
        if bare != statement:
            return bare[0].upper() + bare[1:]
    inverted = re.match(r"^Enligt (?:[^,]{0,50}?lag \d+/\d+|samma moment) (\w+) (\w+) (.*)$", statement)
    return f"{inverted[2].capitalize()} {inverted[1]} {inverted[3]}" if inverted else statement


def damaged(statement: str) -> Iterator[tuple[str, str]]:
    """(kind of damage, the statement with it) for each kind that its words allow."""
    language = language_of(statement)
    for kind, pattern, replacement in DAMAGES[language]:
        wrong = re.sub(pattern, replacement, statement, count=1)
        if wrong != statement:
            yield kind, wrong


def language_of(statement: str) -> str:
    """The one of fi, sv and en that the statement is in; fi where that cannot be told."""
    from assistant.language.detect import detect_language

    found = detect_language(statement)
    return found if found in DAMAGES else "fi"


def _statements(messages: Sequence[Message]) -> Iterator[tuple[int, str]]:
    for line in messages[1].text.splitlines():
        numbered = re.match(r"\[(\d+)\] (.+)", line)
        if numbered:
            yield int(numbered[1]), numbered[2]
