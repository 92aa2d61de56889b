"""The page: a form and, below it, the answer. Rendered here; works without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Header, Query, Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from api.answer_view import view_answer
from api.form import Form, read_form
from api.plain_text import plain_text
from api.schemas import MAX_QUESTION_CHARACTERS
from api.service import Answerer, AnswerFailed, ask_safely
from api.texts import LANGUAGES, Texts, preferred_language, texts_in
from assistant.domain.answer import Answer

TEMPLATES = Path(__file__).with_name("templates")

LANGUAGE_NAMES = {"fi": "suomi", "sv": "svenska", "en": "English"}
"""Each language in its own words: people look for theirs."""

ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


async def page_texts(
    lang: Annotated[str | None, Query()] = None, accept_language: Annotated[str, Header()] = ""
) -> Texts:
    """The texts of the page's language, from `?lang=` or the browser's wishes."""
    return texts_in(preferred_language(lang, accept_language))


async def sent_form(request: Request, texts: Annotated[Texts, Depends(page_texts)]) -> Form:
    """The form as sent."""
    return read_form(await request.body(), texts)


def page_routes(answerer: Answerer) -> APIRouter:
    """GET / shows the form; POST / the same page with the answer. The question stands in no address."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    async def form_page(texts: Annotated[Texts, Depends(page_texts)]) -> HTMLResponse:
        return _page(texts, Form())

    # A plain function: the service runs it in a thread, since asking blocks.
    @router.post("/")
    def answer_page(
        texts: Annotated[Texts, Depends(page_texts)], form: Annotated[Form, Depends(sent_form)]
    ) -> HTMLResponse:
        if form.errors:
            return _page(texts, form, status=422, title=texts("title_error"))
        try:
            answer = ask_safely(answerer, form.to_question())
        except AnswerFailed as failure:
            return _failed_page(texts, form, failure)
        # A passage carries no day of checking; its source does.
        near = {hit.passage.source_id for hit in answer.nearest}
        checked = {id_: source.consolidated_to for id_ in near if (source := answerer.source(id_))}
        return _answer_page(texts, form, answer, checked)

    return router


def _answer_page(texts: Texts, form: Form, answer: Answer, checked_to: Mapping[str, date | None]) -> HTMLResponse:
    # The labels around an answer are part of it: they speak the answer's language, not the page's.
    answer_texts = texts_in(answer.language if answer.language in LANGUAGES else texts.language)
    view = view_answer(answer, answer_texts, checked_to)
    # What is shown again is the masked question.
    shown = Form(answer.question, form.language, form.as_of)
    text = plain_text(view, answer_texts)
    return _page(
        texts,
        shown,
        title=texts("title_answer"),
        answer=view,
        a=answer_texts,
        answer_text=text,
        download="data:text/plain;charset=utf-8," + quote(text),
        file_name=f"koto-{answer.as_of.isoformat()}.txt",
    )


def _failed_page(texts: Texts, form: Form, failure: AnswerFailed) -> HTMLResponse:
    why = texts("failed_fault" if failure.is_fault else "failed_unavailable")
    status = 500 if failure.is_fault else 503
    return _page(texts, form, status=status, title=texts("title_failed"), failed=why)


def _page(texts: Texts, form: Form, *, status: int = 200, title: str = "", **shown: Any) -> HTMLResponse:
    values = {
        "t": texts,
        "form": form,
        "title": title or texts("title"),
        "limit": texts.number(MAX_QUESTION_CHARACTERS),
        "languages": LANGUAGE_NAMES,
        "answer": None,
        "failed": "",
        **shown,
    }
    html = ENVIRONMENT.get_template("page.html").render(values)
    headers = {"content-language": texts.language, "vary": "accept-language"}
    return HTMLResponse(html, status_code=status, headers=headers)
