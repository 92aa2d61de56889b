"""The one entry to all readers."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from assistant.domain.document import Document
from assistant.errors import SourceUnreadable
from ingest.read import media_type

# Named, not imported: reading a text file needs no HTML library.
_READERS = {
    media_type.TEXT: "ingest.read.text",
    media_type.MARKDOWN: "ingest.read.markdown",
    media_type.HTML: "ingest.read.html",
    media_type.PDF: "ingest.read.pdf",
    media_type.DOCX: "ingest.read.docx",
}


def read_document(path_or_bytes: Path | str | bytes, name: str = "") -> Document:
    """The document in a file, given by its path or by its bytes and a name.

    The name (by default the path) stands in messages, and its suffix must agree with the content.

    Raises SourceUnreadable with one line that says what was found, what was wanted and what to do.
    """
    if isinstance(path_or_bytes, bytes):
        data = path_or_bytes
    else:
        name = name or str(path_or_bytes)
        data = _bytes_of(Path(path_or_bytes), name)
    if not data:
        raise SourceUnreadable(f"{name}: found an empty file, wanted {media_type.READABLE}. Fetch or save it again.")
    reader = import_module(_READERS[media_type.media_type_of(data, name)])
    document: Document = reader.read(data, name=name)
    return document


def _bytes_of(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except IsADirectoryError as error:
        raise SourceUnreadable(f"{name}: found a folder, wanted a file. Name one file.") from error
    except FileNotFoundError as error:
        raise SourceUnreadable(f"{name}: found no such file, wanted {media_type.READABLE}. Check the path.") from error
    except OSError as error:
        raise SourceUnreadable(
            f"{name}: found a file that does not open ({error.strerror}). Check its rights."
        ) from error
