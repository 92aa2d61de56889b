"""Examples of questions and answers for the OpenAPI document, read from templates/examples.yaml."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("templates") / "examples.yaml"


@dataclass(frozen=True)
class Examples:
    """OpenAPI examples by name; the same names in both."""

    questions: dict[str, Any]
    answers: dict[str, Any]


def load_examples(file: Path = FILE) -> Examples:
    """The examples; dates become text, as in JSON."""
    rows = json.loads(json.dumps(yaml.safe_load(file.read_text(encoding="utf-8")), default=str))
    return Examples(
        questions={name: {"summary": row["summary"], "value": row["question"]} for name, row in rows.items()},
        answers={name: {"summary": row["summary"], "value": row["answer"]} for name, row in rows.items()},
    )
