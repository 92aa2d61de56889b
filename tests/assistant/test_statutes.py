"""Official text beside the corpus: what a section said when, and rows whose provision has changed since."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from assistant.assistant import Assistant
from assistant.build import build_assistant
from assistant.domain.answer import Answer, AnswerStatus
from assistant.protocols import Embedder, Vectors
from assistant.settings import Settings
from ingest.ingest import Parts, ingest
from ingest.parts import parts_of
from ingest.report import IngestReport
from ingest.statutes.akoma_ntoso import read_statute
from ingest.statutes.finlex import ActReference, Documents, Fetched
from ingest.statutes.store import StatuteStore
from tests.assistant.test_answers import ask
from tests.fakes import HashEmbedder
from tests.ingest.statutes.akn import FINLEX, needs_finlex

pytestmark = needs_finlex
TODAY = date(2026, 11, 22)
ACTS = ("681/2023", "1386/2010")


class CheapForStatutes:
    """The real embedder, but cheap vectors for statute texts: what is tested here is found by provision."""

    def __init__(self, real: Embedder) -> None:
        self._real = real
        self._cheap = HashEmbedder()
        self.name = real.name
        self.dimension = real.dimension
        self.max_tokens = real.max_tokens
        self.embed_query = real.embed_query
        self.embed_queries = real.embed_queries
        self.count_tokens = self._cheap.count_tokens

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        if not any(text.startswith(("Laki ", "Lag ")) for text in texts):
            return self._real.embed_passages(texts)
        found = np.zeros((len(texts), self.dimension), np.float32)
        found[:, : self._cheap.dimension] = self._cheap.embed_passages(texts)
        return found


def documents_of(act: str, change: tuple[str, str, str] | None = None) -> Documents:
    """Everything of an Act as the publisher gives it; `change` is (address, old words, new words)."""
    number, year = act.split("/")
    files = sorted(FINLEX.glob(f"akn/fi/act/statute*/{year}/{number}/*/main.xml"))
    bodies = {}
    for file in files:
        text = read_statute(file.read_bytes(), str(file))
        bodies[text.address] = file.read_bytes()
        for amendment in text.amended_by:
            other, its_year = amendment.by.split("/")
            for one in sorted(FINLEX.glob(f"akn/fi/act/statute/{its_year}/{other}/*/main.xml")):
                bodies[read_statute(one.read_bytes(), str(one)).address] = one.read_bytes()
    if change:
        address, old, new = change
        body = bodies[address].decode()
        place = body.index(old, body.index("45 §"))
        bodies[address] = (body[:place] + new + body[place + len(old) :]).encode()
    return Documents(tuple(Fetched(address, body) for address, body in bodies.items()), {}, {})


def index_in(
    directory: Path, settings: Settings, change: tuple[str, str, str] | None = None
) -> tuple[Assistant, IngestReport]:
    """An assistant over the corpus and two Acts, with its own store and index."""
    store = directory / "store"
    store.mkdir()
    shutil.copy(settings.store / "vectors.sqlite", store / "vectors.sqlite")
    own = replace(settings, store=store, index=directory / "index")
    statutes = StatuteStore(store / "statutes")
    for act in ACTS:
        documents = documents_of(act, change if act == "681/2023" else None)
        statutes.keep(ActReference(act), "https://example.org", documents, TODAY, needs_approval=False)
    parts = parts_of(own)
    real = parts.embedder()
    cheap = Parts(lambda: CheapForStatutes(real), parts.embedder_name, parts.analysers)
    report = ingest(own, cheap, progress=lambda what, done, total: None)
    return build_assistant(own), report


@pytest.fixture(scope="module")
def lawful(assistant: Assistant, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """With the statutes as they are; `assistant` comes first, so that the corpus is embedded."""
    return index_in(tmp_path_factory.mktemp("statutes"), settings)[0]


def texts(answer: Answer) -> str:
    return "\n".join(sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("question", "as_issued", "today", "act"),
    [
        (
            "Mitä lain 681/2023 45 § sanoi annettaessa alkuperäisenä, ja mitä se sanoo nyt?",
            "vähintään kahden vuoden välein",
            "Kunnan on suunnittelussaan otettava huomioon kotoutumisen edistämisen valtakunnalliset tavoitteet",
            "1100/2024",
        ),
        (
            "Vad sade 45 § i lag 681/2023 som den utfärdades, och vad säger den sedan den 1 januari 2025?",
            "minst vartannat år",
            "Kommunen ska i sin planering beakta de nationella målen",
            "1100/2024",
        ),
    ],
)
def test_a_section_is_quoted_as_issued_and_as_in_force(
    lawful: Assistant, question: str, as_issued: str, today: str, act: str
) -> None:
    answer = ask(lawful, question)

    assert answer.status is AnswerStatus.ANSWERED
    assert as_issued in texts(answer)
    assert today in texts(answer)
    framed = [s.text for s in answer.sentences if s.text.startswith("681/2023 45 § 2 mom.")]
    assert len(framed) == 2
    assert "681/2023)" in framed[0] or "lag 681/2023;" in framed[0] or "laissa 681/2023;" in framed[0]
    assert act in framed[1]
    assert {source.origin.value for source in answer.sources} == {"statute"}


def test_what_never_applied_says_so_in_the_sentence_itself(lawful: Assistant) -> None:
    answer = ask(lawful, "Mitä lain 681/2023 48 §:n alkuperäinen sanamuoto oli?")

    assert answer.sentences[0].text.startswith(
        "681/2023 48 § 1 mom. (sellaisena kuin se on laissa 681/2023; ei koskaan sovellettu):"
    )


@pytest.mark.parametrize(
    ("section", "day", "by"),
    [
        ("31", "1.9.2011", "1386/2010"),
        ("31", "1.6.2023", "936/2022"),
        ("32", "1.8.2024", "1386/2010"),
        ("41", "1.9.2011", "1386/2010"),
        ("41", "1.6.2023", "936/2022"),
        ("44", "1.8.2024", "1083/2022"),
        ("44", "1.9.2011", "1386/2010"),
    ],
)
def test_the_old_act_is_quoted_as_it_read_on_the_day(lawful: Assistant, section: str, day: str, by: str) -> None:
    answer = ask(lawful, f"Mitä lain 1386/2010 {section} §:ssä sanottiin {day}?")

    assert f"1386/2010 {section} §" in answer.sentences[0].text
    assert f"laki {by}" in texts(answer)


def test_in_english_the_rows_tell_the_section_and_say_that_they_are_not_official(lawful: Assistant) -> None:
    answer = ask(lawful, "What did section 45 of 681/2023 say as issued, and what does it say now?")

    assert answer.sentences[0].text.startswith("In Koto’s own words; the official text is in Finnish and Swedish")
    assert "at least every two years" in texts(answer)
    assert "never been in force" in texts(answer)
    assert all(sentence.language == "en" for sentence in answer.sentences)


def test_a_long_question_that_only_mentions_a_section_is_answered_by_the_rows(lawful: Assistant) -> None:
    answer = ask(
        lawful,
        "Hei! Tarkistuslistassa sanotaan, että raportoidaan kahden vuoden välein. Luin 45 §:n enkä löydä sitä. Kumpi"
        " pitää paikkansa?",
    )

    assert not answer.sentences[0].text.startswith("681/2023 45 §")


# --- A provision that has changed ----------------------------------------------------------------------------------

CHANGE = (
    "/akn/fi/act/statute-consolidated/2023/681/fin@20241100",
    "Kunnan on suunnittelussaan otettava huomioon",
    "Kunnan on suunnittelussaan vuosittain selvitettävä",
)


@pytest.fixture(scope="module")
def changed(
    assistant: Assistant, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Assistant, IngestReport]:
    return index_in(tmp_path_factory.mktemp("changed"), settings, CHANGE)


def test_rows_on_the_changed_section_are_listed_and_others_are_not(changed: tuple[Assistant, IngestReport]) -> None:
    rows = {line.split(":")[0] for line in changed[1].unconfirmed}

    assert {"N-04", "A-01", "A-02"} <= rows
    assert not rows & {"N-01", "N-10", "N-60", "O-07"}


def test_the_old_wording_is_not_told_as_todays_and_the_official_one_is(
    changed: tuple[Assistant, IngestReport],
) -> None:
    answer = ask(changed[0], "Mitä valtakunnallisia tavoitteita kunnan on otettava suunnittelussa huomioon?")

    assert "vuosittain selvitettävä" in texts(answer)
    assert not any("#N-04" in c.passage_id for s in answer.sentences for c in s.citations)
    assert answer.status is AnswerStatus.PARTLY_ANSWERED
    assert any(caveat.kind == "needs_review" and "45 § 2 mom." in caveat.text for caveat in answer.caveats)


def test_no_absence_is_claimed_of_a_section_that_reads_otherwise_now(
    changed: tuple[Assistant, IngestReport],
) -> None:
    answer = ask(changed[0], "Pitääkö meidän raportoida ELY-keskukselle kahden vuoden välein?")

    assert not any("#A-02" in c.passage_id for s in answer.sentences for c in s.citations)
    assert any(caveat.kind == "needs_review" for caveat in answer.caveats)


def test_before_the_change_nothing_was_unconfirmed(lawful: Assistant) -> None:
    answer = ask(lawful, "Mitä valtakunnallisia tavoitteita kunnan on otettava suunnittelussa huomioon?")

    assert answer.status is AnswerStatus.ANSWERED
    assert not any(caveat.kind == "needs_review" for caveat in answer.caveats)
