"""The HTTP service: questions, sources, health, the page. Needs an assistant; chooses none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import Body, FastAPI
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles

from api.examples import load_examples
from api.guard import BodyLimit, FaultBarrier, SecurityHeaders
from api.page import page_routes
from api.problems import add_problem_handlers
from api.schemas import AnswerBody, AskBody, ErrorBody, HealthBody, SourceBody
from api.service import Answerer, ask_safely
from api.source_json import source_to_json
from api.stream import stream_response
from assistant.answering.render import answer_to_json

STATIC = Path(__file__).with_name("static")

DESCRIPTION = """Koto tells what Finnish integration law asks of municipalities on a given day, in Finnish,
Swedish and English. Every claim carries an exact quote of its source. Koto is automation: it gives advice and
makes no decisions. Do not send personal data."""


def create_app(answerer: Answerer) -> FastAPI:
    """The service around one assistant."""
    # The interactive documentation of FastAPI loads scripts from elsewhere, so only the document is served.
    app = FastAPI(
        title="Koto",
        version="1",
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        root_path_in_servers=False,
    )
    add_problem_handlers(app)
    _add_ask(app, answerer)
    _add_sources(app, answerer)
    _add_health(app, answerer)
    app.include_router(page_routes(answerer))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    # The last one added is the outermost.
    app.add_middleware(FaultBarrier)
    app.add_middleware(BodyLimit)
    app.add_middleware(SecurityHeaders)
    return app


def _add_ask(app: FastAPI, answerer: Answerer) -> None:
    examples = load_examples()
    body_with_examples = Body(openapi_examples=examples.questions)

    # A plain function: the service runs it in a thread, since asking blocks.
    @app.post(
        "/v1/ask",
        summary="Ask a question",
        response_model=AnswerBody,
        responses={
            200: {"content": {"application/json": {"examples": examples.answers}}},
            413: _error("The body is too large."),
            422: _error("The request cannot be read; the message says which field and why."),
            500: _error("A fault in Koto."),
            503: _error("The assistant cannot work now, for example without an index."),
        },
    )
    def ask(body: AskBody = body_with_examples) -> Response:
        """One answer. A refusal is an answer too: its `status` says why, and `nearest` what lies closest."""
        return JSONResponse(answer_to_json(ask_safely(answerer, body.to_question())))

    @app.post(
        "/v1/ask/stream",
        summary="Ask a question and read the answer as it comes",
        response_class=Response,
        responses={
            200: {
                "description": "Server-sent events. `sentence`: the next sentence of the answer, verified (the schema"
                " `SentenceBody`). `answer`: the whole answer (`AnswerBody`), which begins with the sentences that came"
                " before it; nothing is taken back. `error`: why there is none (`ErrorBody`). The last event is"
                " `answer` or `error`.",
                "content": {"text/event-stream": {"schema": {"type": "string"}}},
            },
            413: _error("The body is too large."),
            422: _error("The request cannot be read; the message says which field and why."),
        },
    )
    def stream(body: AskBody = body_with_examples) -> Response:
        """The same answer as `/v1/ask` gives, sentence by sentence."""
        return stream_response(answerer, body.to_question())


def _add_sources(app: FastAPI, answerer: Answerer) -> None:
    @app.get(
        "/v1/sources/{source_id}",
        summary="A source and its passages",
        response_model=SourceBody,
        responses={
            404: _error("There is no such source."),
            422: _error("The request cannot be read."),
            503: _error("The assistant cannot work now."),
        },
    )
    def source(source_id: str) -> Response:
        """What is known of a source, and every passage of it with its exact text."""
        found = answerer.source(source_id)
        if found is None:
            raise HTTPException(404, "There is no source with this id. Ids stand in the sources of an answer.")
        return JSONResponse(source_to_json(found, answerer.passages_of(source_id)))


def _add_health(app: FastAPI, answerer: Answerer) -> None:
    @app.get(
        "/health",
        summary="Is the service up",
        response_model=HealthBody,
        responses={503: _error("The assistant cannot work now, for example when its index is gone.")},
    )
    def health() -> Response:
        """Answers when the assistant is loaded; asks it nothing."""
        body = {
            "status": "ok",
            "index": answerer.index_version,
            "passages": answerer.passage_count,
            "languages": list(answerer.languages),
        }
        return JSONResponse(body)


def _error(description: str) -> dict[str, Any]:
    return {"model": ErrorBody, "description": description}
