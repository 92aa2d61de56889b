"""An assistant made of prepared answers, and the answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.domain.answer import (
    Answer,
    AnswerStatus,
    Caveat,
    Citation,
    CitedSource,
    Completeness,
    Sentence,
    SentenceKind,
    Versions,
)
from assistant.domain.passage import Passage
from assistant.domain.query import Question, ScoredPassage
from assistant.domain.source import Origin, Source, SourceKind, Standing, Validity

TODAY = date(2026, 11, 22)
CHECKED_TO = date(2025, 2, 21)


def cited_source(n: int = 1, standing: Standing = Standing.IN_FORCE, **changes: object) -> CitedSource:
    """A cited source; section 13 of the Act in force, unless changed."""
    source = CitedSource(
        n=n,
        source_id="act-681-2023-sv",
        title="Lag om främjande av integration (681/2023)",
        publisher="Justitieministeriet, Finlex",
        url="https://finlex.fi/sv/lagstiftning/2023/681#chp_2__sec_13",
        locator="13 § 1 mom.",
        language="sv",
        kind=SourceKind.STATUTE,
        origin=Origin.STATUTE,
        standing=standing,
        valid_from=date(2025, 1, 1),
        valid_to=None,
        consolidated_to=CHECKED_TO,
        retrieved_on=date(2026, 11, 20),
    )
    return replace(source, **changes)  # type: ignore[arg-type]


def citation(n: int = 1, quote: str = "Kommunen ska ordna", language: str = "sv") -> Citation:
    """A citation whose quote begins its passage."""
    return Citation(n, f"act-681-2023-sv:{n}", "act-681-2023-sv", quote, 0, len(quote), language)


def claim(text: str, *citations: Citation, language: str = "sv") -> Sentence:
    """A claim, by default cited once."""
    return Sentence(text, SentenceKind.CLAIM, language, 0.91, citations or (citation(language=language),))


def passage(text: str = "Kunta järjestää palveluja.", **changes: object) -> Passage:
    """A passage in Finnish, of a checklist."""
    made = Passage(
        id="checklist-fi:1",
        source_id="checklist-fi",
        language="fi",
        kind=SourceKind.CHECKLIST,
        origin=Origin.PUBLICATION,
        authority=50,
        headings=("Tarkistuslista", "Suunnittelu"),
        locator="Suunnittelu",
        url="https://example.org/tarkistuslista#suunnittelu",
        text=text,
        statements=(),
        validity=Validity(valid_from=date(2025, 1, 1)),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def answer(**changes: object) -> Answer:
    """A Swedish answer with a list, guidance, history and a plan, unless changed."""
    made = Answer(
        question="Vad måste kommunens integrationsprogram innehålla?",
        language="sv",
        as_of=TODAY,
        law_checked_to=CHECKED_TO,
        status=AnswerStatus.ANSWERED,
        completeness=Completeness.COMPLETE,
        sentences=(
            claim("Programmet har sex delar enligt 13 § 1 mom. i lag 681/2023."),
            claim("Kommunen ska ordna:"),
            claim("1) bedömning av kompetens och behov av integrationstjänster,"),
            claim("2) utarbetande av integrationsplan,"),
            claim("3) flerspråkig samhällsorientering."),
            claim("Omfattningen följer behovet, inom ramen för tillgängliga anslag.", citation(), citation(2)),
            claim("Det är bra att skriva ner målen.", citation(3, "On hyvä kirjata tavoitteet.", "fi")),
            claim("Kravet på ett dokument upphävdes innan det tillämpades.", citation(4)),
            claim("Ändringar planeras från 1.1.2027.", citation(5, "Luonnos oli lausunnoilla.", "fi")),
        ),
        sources=(
            cited_source(1),
            cited_source(2, locator="46 § 1 mom."),
            cited_source(
                3,
                Standing.GUIDANCE,
                title="Tarkistuslista",
                locator="Suunnittelu",
                language="fi",
                origin=Origin.RESTATED,
                consolidated_to=None,
                publisher="TEM",
                url="https://example.org/tarkistuslista",
            ),
            cited_source(4, Standing.NEVER_IN_FORCE, locator="13 § 3 mom."),
            cited_source(
                5,
                Standing.PLANNED,
                title="Lakiluonnos kotoutumispalveluista",
                language="fi",
                locator="Lausuntopyyntö",
                origin=Origin.PUBLICATION,
                consolidated_to=None,
                valid_from=date(2027, 1, 1),
                url="https://example.org/luonnos",
            ),
        ),
        caveats=(
            Caveat("other_sense", "Här är programmet en servicehelhet. Planen: se 45 §.", (citation(1),)),
            Caveat("territory", "För Åland gäller landskapslagen."),
        ),
        nearest=(),
        versions=Versions(index="2026-11-20-a1", templates="3", model=""),
        timings_ms={"understand": 1.234567, "total": 41.0},
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def refusal(status: AnswerStatus = AnswerStatus.NOT_IN_SOURCES, **changes: object) -> Answer:
    """A Finnish answer without an answer, with one near passage."""
    return answer(
        **{
            "question": "Mitä pysäköinti maksaa?",
            "language": "fi",
            "law_checked_to": None,
            "status": status,
            "completeness": Completeness.NONE,
            "sentences": (Sentence("Tähän ei löytynyt vastausta.", SentenceKind.FRAMING, "fi"),),
            "sources": (),
            "caveats": (),
            "nearest": (ScoredPassage(passage(), 0.41, Standing.GUIDANCE),),
            **changes,
        }
    )


def source() -> Source:
    """The source of `passage`."""
    return Source(
        id="checklist-fi",
        title="Tarkistuslista kunnille",
        publisher="TEM",
        url="https://example.org/tarkistuslista",
        language="fi",
        kind=SourceKind.CHECKLIST,
        origin=Origin.PUBLICATION,
        validity=Validity(valid_from=date(2025, 1, 1)),
        retrieved_on=date(2026, 11, 20),
    )


@dataclass
class FakeAnswerer:
    """Gives `reply` to every question, or raises it; remembers what it was asked."""

    reply: Answer | Exception = field(default_factory=answer)
    asked: list[Question] = field(default_factory=list)
    index_version: str = "2026-11-20-a1"
    languages: tuple[str, ...] = ("fi", "sv", "en")
    passage_count: int | None = 412

    def ask(self, question: Question) -> Answer:
        """The prepared reply."""
        self.asked.append(question)
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply

    def stream(self, question: Question) -> Iterator[Sentence | Answer]:
        """The prepared reply, sentence by sentence."""
        reply = self.ask(question)
        yield from reply.sentences
        yield reply

    def source(self, source_id: str) -> Source | None:
        """The one source there is."""
        return source() if source_id == source().id else None

    def passages_of(self, source_id: str) -> list[Passage]:
        """Two passages of the one source."""
        if source_id != source().id:
            return []
        return [passage(), passage("Tavoitteet on hyvä kirjata.", id="checklist-fi:2")]
