"""The LangChain retriever over a small index, and the example of its docstring as it stands."""

from __future__ import annotations

import asyncio
import re
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from langchain_core.documents import Document
from langchain_core.runnables import RunnableLambda
from pydantic import ValidationError

import assistant.adapters.langchain_retriever as module
from assistant.adapters.langchain_retriever import KotoRetriever
from assistant.assistant import Assistant
from assistant.build import current_build, open_index
from assistant.domain.passage import Passage
from assistant.domain.query import Question
from assistant.errors import IndexMissing
from assistant.retrieval.retrieve import Retriever
from assistant.settings import REPOSITORY, Settings
from ingest.ingest import Parts, ingest
from ingest.parts import parts_of
from tests.factories import TODAY
from tests.fakes import ANALYSERS, HashEmbedder
from tests.ingest.test_ingest import CORPUS
from tests.test_architecture import imports_of, modules, name_of

QUESTION = "What must the programme contain?"
KEYS = {
    "passage_id",
    "source_id",
    "title",
    "headings",
    "locator",
    "url",
    "language",
    "standing",
    "valid_from",
    "valid_to",
    "provisions",
    "score",
    "origin",
}


def settings_in(home: Path) -> Settings:
    return replace(Settings(), index=home / "index", store=home / "store", models=home, corpus=CORPUS, today=TODAY)


@pytest.fixture(scope="module")
def koto(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    settings, fake = settings_in(tmp_path_factory.mktemp("koto")), HashEmbedder()
    parts = Parts(embedder=lambda: fake, embedder_name="hash", analysers=lambda: ANALYSERS)
    ingest(settings, parts, progress=lambda what, done, total: None)
    return Assistant(
        current_build=lambda: current_build(settings),
        open_retriever=lambda build: Retriever(open_index(build), fake, ANALYSERS),
        today=settings.day,
    )


def test_documents_come_in_the_order_of_a_search(koto: Assistant) -> None:
    documents = KotoRetriever(assistant=koto).invoke(QUESTION)

    hits = koto.search(Question(text=QUESTION), limit=10)["hits"]
    assert [document.id for document in documents] == [hit["passage_id"] for hit in hits]
    assert [document.page_content for document in documents] == [hit["text"] for hit in hits]


def test_a_document_says_its_place_standing_and_provisions(koto: Assistant) -> None:
    first = KotoRetriever(assistant=koto, language="en").invoke(QUESTION)[0]

    assert first.page_content.startswith("The programme must contain:")
    assert first.metadata.keys() == KEYS
    assert first.metadata["passage_id"] == first.id
    assert first.metadata["title"] == "Parts of the programme"
    assert first.metadata["standing"] == "in_force"
    assert (first.metadata["valid_from"], first.metadata["valid_to"]) == ("2025-01-01", None)
    assert first.metadata["provisions"] == ["681/2023:13:1"]
    assert (first.metadata["origin"], first.metadata["language"]) == ("restated", "en")


def test_standing_is_that_of_the_date_asked_for(koto: Assistant) -> None:
    def standing(as_of: date) -> dict[str, str]:
        documents = KotoRetriever(assistant=koto, as_of=as_of).invoke(QUESTION)
        return {document.metadata["provisions"][0][:8]: document.metadata["standing"] for document in documents[:2]}

    assert standing(date(2024, 6, 1)) == {"681/2023": "not_yet_in_force", "1386/201": "in_force"}
    assert standing(date(2026, 6, 1)) == {"681/2023": "in_force", "1386/201": "repealed"}


def test_passages_are_in_the_language_wanted(koto: Assistant) -> None:
    documents = KotoRetriever(assistant=koto, language="sv").invoke(QUESTION)

    assert {document.metadata["language"] for document in documents} == {"sv"}


def test_no_more_documents_than_wanted_come_back(koto: Assistant) -> None:
    retriever = KotoRetriever(assistant=koto, k=2)

    assert len(retriever.invoke(QUESTION)) == 2
    assert len(retriever.invoke(QUESTION, k=1)) == 1


def test_an_empty_question_finds_nothing(koto: Assistant) -> None:
    assert KotoRetriever(assistant=koto).invoke("  ") == []


@pytest.mark.parametrize("wrong", [{"k": 0}, {"language": "de"}, {"as_of": "soon"}])
def test_a_wrong_setting_is_refused_before_any_search(koto: Assistant, wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        KotoRetriever(assistant=koto, **wrong)  # type: ignore[arg-type]


def test_a_call_for_no_documents_is_refused(koto: Assistant) -> None:
    with pytest.raises(ValueError, match="k is 0, wanted 1 or more"):
        KotoRetriever(assistant=koto).invoke(QUESTION, k=0)


def test_asynchronously_the_same_documents_come_back_from_another_thread(koto: Assistant) -> None:
    threads: list[int] = []

    class Watched(KotoRetriever):
        def _documents(self, query: str, k: int | None) -> list[Document]:
            threads.append(threading.get_ident())
            return super()._documents(query, k)

    found = asyncio.run(Watched(assistant=koto).ainvoke(QUESTION))

    assert found == KotoRetriever(assistant=koto).invoke(QUESTION)
    assert threads != [threading.get_ident()]


def test_it_is_a_step_of_a_chain(koto: Assistant) -> None:
    chain = KotoRetriever(assistant=koto, k=1, language="en") | RunnableLambda(lambda found: found[0].metadata["title"])

    assert chain.batch([QUESTION, QUESTION]) == ["Parts of the programme"] * 2


def test_what_an_ingest_took_out_since_the_search_is_left_out(koto: Assistant) -> None:
    class Moved(Assistant):
        def __init__(self) -> None:
            self.__dict__.update(koto.__dict__)

        def passages(self, ids: object) -> list[Passage]:
            return koto.passages(list(ids)[1:])  # type: ignore[call-overload]

    documents = KotoRetriever(assistant=Moved()).invoke(QUESTION)

    assert [document.id for document in documents] == [
        document.id for document in KotoRetriever(assistant=koto).invoke(QUESTION)[1:]
    ]


def test_opening_without_an_index_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="Run: koto ingest"):
        KotoRetriever.open(settings_in(tmp_path))


def test_the_example_of_the_docstring_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = replace(settings_in(tmp_path), models=REPOSITORY / "var" / "models")
    ingest(settings, parts_of(settings), progress=lambda what, done, total: None)
    for name in ("index", "store", "models", "corpus", "today"):
        monkeypatch.setenv(f"KOTO_{name.upper()}", str(getattr(settings, name)))
    monkeypatch.chdir(tmp_path)
    example = re.search(r"```python\n(.*?)```", module.__doc__ or "", re.S)
    assert example

    exec(example[1], {})

    first, *others = capsys.readouterr().out.splitlines()
    assert first.startswith("in_force ") and "The programme must contain:" in first
    assert others


def test_no_other_module_of_ours_pays_for_langchain() -> None:
    importers = {
        name_of(path)
        for path in modules()
        if any(name.startswith("langchain") or "langchain_retriever" in name for name in imports_of(path))
    }

    ours = {"assistant/adapters/chat_model.py", "assistant/adapters/langchain_retriever.py"}
    assert importers == {*ours, "evals/baselines.py"}
