"""Synthetic passages for `evals.scale`: sentences of a small grammar in Finnish, Swedish and English.

They say nothing true. Compound nouns, names and numbers give them a vocabulary with a long tail, as real text has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from assistant.domain.passage import Passage, Statement, Tense
from assistant.domain.source import Origin, Source, SourceKind, Validity

SEED = 20261122
PASSAGES_A_SOURCE = 100
STATUTE_SHARE = 0.3
"""Of the synthetic passages; the others stand for guidance and programmes that people add."""
ASKED_SHARE = 0.1
"""Of the passages besides statute text: these also have questions that they answer."""
_ASKS = 3
_VALID_FROM = date(2025, 1, 1)


@dataclass(frozen=True)
class Grammar:
    """The words of one language, and the patterns that take them."""

    modifiers: tuple[str, ...]
    heads: tuple[str, ...]
    names: tuple[str, ...]
    places: tuple[str, ...]
    verbs: tuple[str, ...]
    patterns: tuple[str, ...]
    questions: tuple[str, ...]
    joint: str = ""
    """Between the modifier and the head of a compound."""

    def sentence(self, random: Random, patterns: tuple[str, ...]) -> str:
        """One sentence by one of `patterns`."""
        values = {
            "one": self._noun(random),
            "two": self._noun(random),
            "three": self._noun(random),
            "name": random.choice(self.names) + random.choice(self.places),
            "verb": random.choice(self.verbs),
            "year": str(random.randint(2012, 2034)),
            "number": str(random.randint(2, 9999)),
        }
        text = random.choice(patterns).format(**values)
        return text[0].upper() + text[1:]

    def _noun(self, random: Random) -> str:
        return random.choice(self.modifiers) + self.joint + random.choice(self.heads)


GRAMMARS = {
    "fi": Grammar(
        modifiers=tuple(
            "kotoutumis perus koulutus työ alku kieli neuvonta hyvinvointi palvelu asumis terveys perhe nuoriso"
            " kulttuuri liikunta varhaiskasvatus osaamis yhteistyö seuranta talous hallinto viestintä".split()
        ),
        heads=tuple(
            "suunnitelma kartoitus ohjelma palvelu lautakunta työryhmä tavoite mittari selvitys sopimus toimipiste"
            " verkosto hanke koulutus arviointi päätös tehtävä tilaisuus jakso raportti opas".split()
        ),
        names=tuple("Koivu Hauki Lehto Mänty Kallio Suvi Talvi Kivi Salo Hirvi Varis Kuusi Harju Vesi Poro".split()),
        places=tuple("järvi lahti niemi koski mäki vaara saari kylä suo ranta pelto korpi".split()),
        verbs=tuple("tukee täydentää edellyttää kuvaa ohjaa seuraa rahoittaa arvioi valmistelee kehittää".split()),
        patterns=(
            "{name} järjestää vuosittain tilaisuuden, jossa {one} {verb} alueen asukkaita.",
            "{one} {verb} kokonaisuutta, johon kuuluvat {two} ja {three}.",
            "Vuonna {year} {one} tavoitti {number} maahan muuttanutta kunnassa {name}.",
            "Kunta vastaa siitä, että {one} on saatavilla ja että {two} {verb} sitä.",
            "{one} tarkistetaan vuonna {year}, ja siitä päättää {name}.",
            "Maahanmuuttajalla on oikeus palveluun, jonka {one} ja {two} määrittelevät {number} momentissa.",
        ),
        questions=("Mikä on {name} ja {one}?", "Kuka vastaa, kun {one} {verb}?", "Milloin {one} tarkistetaan?"),
    ),
    "sv": Grammar(
        modifiers=tuple(
            "integrations utbildnings arbets språk rådgivnings välfärds service boende hälso familje ungdoms kultur"
            " idrotts kompetens samarbets uppföljnings ekonomi förvaltnings informations inlednings".split()
        ),
        heads=tuple(
            "planen kartläggningen programmet tjänsten nämnden gruppen målet mätaren utredningen avtalet kontoret"
            " nätverket projektet kursen bedömningen beslutet uppgiften perioden rapporten guiden".split()
        ),
        names=tuple("Björk Gädd Lund Tall Berg Sommar Vinter Sten Skog Älg Kråk Gran Ås Vatten Ren".split()),
        places=tuple("sjö vik näs fors backa by ö strand mark moss äng holm".split()),
        verbs=tuple("stöder kompletterar förutsätter beskriver styr följer finansierar bedömer utvecklar".split()),
        patterns=(
            "{name} ordnar årligen ett tillfälle där {one} {verb} invånarna i området.",
            "{one} {verb} en helhet som omfattar {two} och {three}.",
            "År {year} nådde {one} {number} invandrare i kommunen {name}.",
            "Kommunen svarar för att {one} finns tillgänglig och att {two} {verb} den.",
            "{one} ses över år {year}, och beslutet fattas i {name}.",
            "En invandrare har rätt till den service som {one} och {two} anger i {number} mom.",
        ),
        questions=("Vad är {name} och {one}?", "Vem svarar för att {one} {verb}?", "När ses {one} över?"),
    ),
    "en": Grammar(
        modifiers=tuple(
            "integration training work language advisory welfare service housing health family youth culture sports"
            " skills cooperation monitoring finance administration communication initial".split()
        ),
        heads=tuple(
            "plan survey programme service board group objective indicator study agreement office network project"
            " course assessment decision task event period report guide".split()
        ),
        names=tuple("Birch Pike Grove Pine Rock Summer Winter Stone Forest Elk Crow Spruce Ridge Water Deer".split()),
        places=tuple("lake bay ness ford hill ton island shore field moss wood gate".split()),
        verbs=tuple("supports completes requires describes guides follows funds assesses prepares develops".split()),
        patterns=(
            "Every year {name} holds an event at which the {one} {verb} the people of the area.",
            "The {one} {verb} a whole that consists of the {two} and the {three}.",
            "In {year} the {one} reached {number} people who had moved to {name}.",
            "The municipality sees to it that the {one} is available and that the {two} {verb} it.",
            "The {one} is reviewed in {year}, and {name} decides on it.",
            "An immigrant has a right to the service that the {one} and the {two} set out in paragraph {number}.",
        ),
        questions=(
            "What is the {one} of {name}?",
            "Who sees to it that the {one} {verb} the {two}?",
            "When is the {one} reviewed?",
        ),
        joint=" ",
    ),
}
_LANGUAGES, _SHARES = ("fi", "sv", "en"), (45, 45, 10)


def synthetic_passages(count: int, *, seed: int = SEED) -> tuple[list[Passage], list[Passage]]:
    """(guidance that people added, statute text): `count` passages in all; the first ones of a larger count."""
    added: list[Passage] = []
    statutes: list[Passage] = []
    for number in range(count):
        random = Random(f"{seed}:{number}")
        is_statute = random.random() < STATUTE_SHARE
        (statutes if is_statute else added).append(_passage(number, random, is_statute=is_statute))
    return added, statutes


def synthetic_sources(passages: list[Passage]) -> Iterator[Source]:
    """The sources of `passages`."""
    for source_id, passage in {passage.source_id: passage for passage in passages}.items():
        yield Source(
            id=source_id,
            title=f"Synthetic source {source_id}",
            publisher="evals.scale",
            url=passage.url,
            language="mul",
            kind=passage.kind,
            origin=passage.origin,
            validity=passage.validity,
            authority=passage.authority,
        )


def _passage(number: int, random: Random, *, is_statute: bool) -> Passage:
    language = random.choices(_LANGUAGES, _SHARES)[0]
    grammar = GRAMMARS[language]
    text, statements = _text(grammar, random, is_statute=is_statute)
    place, subsection = divmod(number % PASSAGES_A_SOURCE, 4)
    act = f"{9000 + number // PASSAGES_A_SOURCE}/2031"
    source_id = f"synthetic-{'act' if is_statute else 'guide'}-{number // PASSAGES_A_SOURCE}"
    is_asked = not is_statute and random.random() < ASKED_SHARE
    return Passage(
        id=f"{source_id}#{number}.{language}",
        source_id=source_id,
        language=language,
        kind=SourceKind.STATUTE if is_statute else SourceKind.GUIDANCE,
        origin=Origin.STATUTE if is_statute else Origin.PUBLICATION,
        authority=100 if is_statute else 30,
        headings=(grammar.sentence(random, ("{one}, {name}",)), grammar.sentence(random, ("{two}",))),
        locator=f"{act} {place + 1} § {subsection + 1}" if is_statute else f"s. {place + 1}",
        url=f"https://example.org/{source_id}",
        text=text,
        statements=statements,
        validity=Validity(valid_from=_VALID_FROM) if is_statute else Validity(),
        provisions=(f"{act}:{place + 1}:{subsection + 1}",) if is_statute else (),
        row_id=f"{act}:{place + 1}:{subsection + 1}@{_VALID_FROM}" if is_statute else "",
        asks=tuple(grammar.sentence(random, (pattern,)) for pattern in grammar.questions[:_ASKS]) if is_asked else (),
    )


def _text(grammar: Grammar, random: Random, *, is_statute: bool) -> tuple[str, tuple[Statement, ...]]:
    """Two to seven sentences, as long as those of the real corpus (390 characters at the mean)."""
    parts: list[str] = []
    statements: list[Statement] = []
    start = 0
    for _ in range(random.randint(2, 7)):
        sentence = grammar.sentence(random, grammar.patterns)
        statements.append(Statement(start, start + len(sentence), tense=Tense.PRESENT if is_statute else Tense.ALWAYS))
        parts.append(sentence)
        start += len(sentence) + 1
    return " ".join(parts), tuple(statements)
