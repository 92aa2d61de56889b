"""Koto's search as a LangChain retriever, for those who build on Koto.

No other module of ours imports this one: langchain-core takes 0.9 s of processor time to import, and a question
on the command line needs none of it.

```python
from assistant.adapters.langchain_retriever import KotoRetriever
from assistant.settings import load_settings

retriever = KotoRetriever.open(load_settings(), k=3, language="en")
for document in retriever.invoke("Which parts must the programme have?"):
    print(document.metadata["standing"], document.metadata["locator"], document.page_content)
```
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, Self

from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import Field

from assistant.assistant import Assistant
from assistant.build import build_assistant
from assistant.domain.passage import Passage
from assistant.domain.query import Question
from assistant.settings import Settings

Language = Literal["fi", "sv", "en"]

_FROM_HIT = (
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
    "score",
)
"""Keys of a hit (DESIGN section 6) that a document's metadata takes over as they are."""


class KotoRetriever(BaseRetriever):
    """The passages that come closest to a question, best first, with their standing on the as-of date.

    It searches and refuses nothing: whether the passages answer the question, `Assistant.ask` decides. It follows
    a new index without a restart, and may be used from several threads.
    """

    assistant: Assistant = Field(exclude=True, repr=False)
    """Whose index is searched."""
    k: int = Field(default=10, ge=1)
    """Most documents for a question; `invoke(question, k=3)` sets it for one call."""
    language: Language | None = None
    """Language of the passages where they have it; None: the question's own."""
    as_of: date | None = None
    """The day for which the law is asked; None: the day named in the question, else today."""

    @classmethod
    def open(
        cls, settings: Settings, *, k: int = 10, language: Language | None = None, as_of: date | None = None
    ) -> Self:
        """A retriever over the index that the settings name. Raises as `build_assistant` does."""
        return cls(assistant=build_assistant(settings), k=k, language=language, as_of=as_of)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        return self._documents(query, k)

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        return await asyncio.to_thread(self._documents, query, k)

    def _documents(self, query: str, k: int | None) -> list[Document]:
        most = self.k if k is None else k
        if most < 1:
            raise ValueError(f"k is {most}, wanted 1 or more")
        question = Question(text=query, language=self.language, as_of=self.as_of)
        hits = self.assistant.search(question, limit=most)["hits"]
        passages = {passage.id: passage for passage in self.assistant.passages([hit["passage_id"] for hit in hits])}
        # A hit that is missing was taken out by an ingest since the search.
        return [_document(hit, passages[hit["passage_id"]]) for hit in hits if hit["passage_id"] in passages]


def _document(hit: Mapping[str, Any], passage: Passage) -> Document:
    metadata = {key: hit[key] for key in _FROM_HIT}
    metadata |= {"provisions": list(passage.provisions), "origin": passage.origin.value}
    return Document(id=passage.id, page_content=hit["text"], metadata=metadata)
