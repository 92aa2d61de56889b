from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli_verify import main
from assistant.errors import KotoError

EVIDENCE = ["The plan must be reviewed at least every six months."]


def run(tmp_path: Path, *lines: str) -> list[dict[str, object]]:
    claims, out = tmp_path / "in.jsonl", tmp_path / "out" / "verdicts.jsonl"
    claims.write_text("\n".join(lines), encoding="utf-8")
    assert main(["--batch", str(claims), "--out", str(out)]) == 0
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_each_line_gets_a_verdict_with_its_id(tmp_path: Path) -> None:
    verdicts = run(
        tmp_path,
        json.dumps({"id": "a", "claim": "The plan must be reviewed every 6 months at least.", "evidence": EVIDENCE}),
        json.dumps({"id": 7, "claim": "The plan must be reviewed every 9 months.", "evidence": EVIDENCE}),
    )

    assert [(verdict["id"], verdict["supported"]) for verdict in verdicts] == [("a", True), (7, False)]
    assert verdicts[0]["reasons"] == []
    assert "the number 9 is not in the evidence" in str(verdicts[1]["reasons"])
    assert all(0 <= float(str(verdict["support"])) <= 1 for verdict in verdicts)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "in.jsonl:1: not JSON"),
        ('{"id": 1, "evidence": []}', "no claim"),
        ('{"id": 1, "claim": "a", "evidence": "b"}', "evidence is no list of texts"),
        ('{"id": 1, "claim": "a", "evidence": [], "language": "de"}', "language is 'de'"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_and_nothing_is_written(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(KotoError, match=told):
        run(tmp_path, line)

    assert not (tmp_path / "out").exists()
