"""Makes the files of all samples, or tells which of them are not what the texts give."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import CorpusError
from ingest.samples.read_sample import read_sample
from ingest.samples.sample import Sample
from ingest.samples.write_docx import docx_of, entries_of
from ingest.samples.write_pdf import pdf_of

WRITERS: dict[str, Callable[[Sample], bytes]] = {".docx": docx_of, ".pdf": pdf_of}
_ASIDE = ".making-"


@dataclass(frozen=True)
class Made:
    """One file that a text gives."""

    name: str
    data: bytes


def made_of(texts: Path) -> Iterator[Made]:
    """A DOCX and a PDF for each Markdown file in `texts`, in the order of their names.

    Raises CorpusError where there is none, a text cannot be read, or a file is not named after the id in it.
    """
    files = sorted(texts.glob("*.md"))
    if not files:
        raise CorpusError(f"{texts}: found no Markdown file, wanted the samples' texts.")
    for file in files:
        sample = read_sample(file)
        if sample.id != file.stem:
            raise CorpusError(f"{file}: found id {sample.id}, wanted {file.stem}. Rename the file or mend the id.")
        for suffix, write in WRITERS.items():
            yield Made(f"{sample.id}{suffix}", write(sample))


def write_all(texts: Path, out: Path) -> list[str]:
    """Writes the files into `out`, each aside and then renamed; their names. Raises what `made_of` raises."""
    out.mkdir(parents=True, exist_ok=True)
    names = []
    for made in made_of(texts):
        aside = out / f"{_ASIDE}{made.name}"
        aside.write_bytes(made.data)
        os.replace(aside, out / made.name)
        names.append(made.name)
    return names


def differing(texts: Path, out: Path) -> list[str]:
    """Names of the files in `out` that are missing or not what the texts give. Raises what `made_of` raises."""
    return [made.name for made in made_of(texts) if not _is_same(out / made.name, made.data)]


def _is_same(path: Path, data: bytes) -> bool:
    if not path.is_file():
        return False
    found = path.read_bytes()
    if path.suffix != ".docx":
        return found == data
    try:
        return entries_of(found) == entries_of(data)
    except zipfile.BadZipFile:
        return False
