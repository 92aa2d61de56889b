"""Settings of the chat model: where they come from, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import load_settings, model_key

NO_FILE = Path("no-such-file.toml")


def test_the_chat_model_is_set_by_the_environment() -> None:
    settings = load_settings(
        {
            "KOTO_MODEL": "qwen3:4b",
            "KOTO_MODEL_URL": "http://127.0.0.1:8080/v1",
            "KOTO_MODEL_TIMEOUT_S": "2.5",
            "KOTO_MODEL_RETRIES": "0",
            "KOTO_MODEL_MAX_TOKENS": "1500",
            "KOTO_MODEL_TEMPERATURE": "none",
        },
        NO_FILE,
    )

    assert (settings.model, settings.model_url) == ("qwen3:4b", "http://127.0.0.1:8080/v1")
    assert (settings.model_timeout_s, settings.model_retries, settings.model_max_tokens) == (2.5, 0, 1500)
    assert settings.model_temperature is None


def test_there_is_no_chat_model_unless_one_is_named() -> None:
    assert load_settings({}, NO_FILE).model == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KOTO_MODEL_TIMEOUT_S", "0"),
        ("KOTO_MODEL_TIMEOUT_S", "nan"),
        ("KOTO_MODEL_TIMEOUT_S", "soon"),
        ("KOTO_MODEL_TIMEOUT_S", "601"),
        ("KOTO_MODEL_URL", "localhost:8080/v1"),
        ("KOTO_MODEL_RETRIES", "-1"),
        ("KOTO_MODEL_RETRIES", "many"),
        ("KOTO_MODEL_MAX_TOKENS", "399"),
        ("KOTO_MODEL_TEMPERATURE", "2.1"),
        ("KOTO_MODEL_TEMPERATURE", "warm"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_with_its_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as raised:
        load_settings({name: value}, NO_FILE)

    assert name.removeprefix("KOTO_").lower() in str(raised.value)
    assert repr(value) in str(raised.value)


def test_the_key_comes_from_the_environment_only(tmp_path: Path) -> None:
    file = tmp_path / "koto.toml"
    file.write_text('model_key = "secret"\n', encoding="utf-8")

    with pytest.raises(SettingsError, match="unknown setting 'model_key'"):
        load_settings({}, file)
    assert model_key({"KOTO_MODEL_KEY": "secret"}) == "secret"
    assert model_key({}) == ""
