"""Which files a path means."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import KotoError
from ingest.report import SourceReport

READ_ENDINGS = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx"})
_ABOUT_THE_FOLDER = ("readme", "license", "licence")


def files_under(path: Path) -> tuple[list[Path], list[SourceReport]]:
    """(files to read, files left out with the reason) for a file or a directory.

    A file that is named is always read, whatever it is called; in a directory, files of other
    formats and files about the folder itself are left out. Raises KotoError for a path that is not there.
    """
    if path.is_file():
        return [path], []
    if not path.is_dir():
        raise KotoError(f"{path}: no such file or directory. Give a file or a directory.")
    files: list[Path] = []
    skipped: list[SourceReport] = []
    for file in sorted(file for file in path.rglob("*") if file.is_file()):
        if any(part.startswith(".") for part in file.relative_to(path).parts):
            continue
        if file.stem.lower() in _ABOUT_THE_FOLDER:
            skipped.append(SourceReport(file.name, "skipped", address=str(file), reason="it is about the folder"))
        elif file.suffix.lower() not in READ_ENDINGS:
            skipped.append(
                SourceReport(
                    file.name,
                    "skipped",
                    address=str(file),
                    reason=f"{file.suffix or 'no ending'}: not a format that is read",
                )
            )
        else:
            files.append(file)
    return files, skipped
