"""Errors as the API tells them: one shape, `{"error": {"code", "message"}}`, in words."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from api.service import AnswerFailed, place_of
from assistant.errors import KotoError

log = logging.getLogger("koto.api")

CODES = {404: "not_found", 405: "method_not_allowed"}

FAULT = ("fault", "This is a fault in Koto. The log says where it arose.")
UNAVAILABLE = ("unavailable", "The assistant cannot work now. The log of the service says why.")

WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not a known field",
    "string_type": "must be text",
    "string_unicode": "is not valid Unicode text",
    "string_too_short": "must not be empty",
    "list_type": "must be a list",
    "too_long": "has too many entries, at most {max_length} are read",
    "literal_error": "must be one of {expected}",
    "model_attributes_type": "must be a JSON object",
    "dict_type": "must be a JSON object",
}


def problem(status: int, code: str, message: str) -> JSONResponse:
    """A response in the one shape of an error."""
    return JSONResponse({"error": {"code": code, "message": message}}, status_code=status)


def explain(errors: Sequence[Mapping[str, Any]]) -> str:
    """One sentence for each thing that is wrong with a request. Never repeats what was sent."""
    return " ".join(_sentence(error) for error in errors)


def add_problem_handlers(app: FastAPI) -> None:
    """Makes the app tell every error of its own in the one shape."""
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(AnswerFailed, _on_failed)
    app.add_exception_handler(KotoError, _on_koto)


def _sentence(error: Mapping[str, Any]) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "json_invalid":
        return "The body is not valid JSON."
    place = ".".join(str(part) for part in error["loc"] if part != "body") or "The body"
    if kind == "string_too_long":
        length = len(error["input"].strip())
        return f"{place} has {length:,} characters; at most {context['max_length']:,} are read."
    if kind == "value_error":
        return f"{place} {context['error']}."
    words = WORDS.get(kind)
    if words is None:
        return f"{place} cannot be read ({kind})."
    return f"{place} {words.format(**context)}."


async def _on_invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return problem(422, "invalid_request", explain(error.errors()))


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = CODES.get(error.status_code, "http_error")
    # Starlette's own words for an unknown address are "Not Found"; ours name what was looked for.
    message = error.detail
    if error.status_code == 404 and message == "Not Found":
        message = "There is nothing at this address. The routes are listed in /openapi.json."
    if error.status_code == 405:
        message = f"This address does not take {request.method}."
    response = problem(error.status_code, code, message)
    response.headers.update(error.headers or {})
    return response


async def _on_failed(_request: Request, error: Exception) -> Response:
    assert isinstance(error, AnswerFailed)
    return JSONResponse(error_body(error), status_code=500 if error.is_fault else 503)


def error_body(failed: AnswerFailed) -> dict[str, Any]:
    """The one shape of an error, for a question that got no answer."""
    code, message = FAULT if failed.is_fault else UNAVAILABLE
    return {"error": {"code": code, "message": message}}


async def _on_koto(_request: Request, error: Exception) -> Response:
    log.warning("the assistant cannot work: %s", place_of(error))
    return problem(503, *UNAVAILABLE)
