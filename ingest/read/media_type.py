"""What a file is: by its content first, then by its name."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from assistant.errors import SourceUnreadable

TEXT = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

READABLE = "PDF, DOCX, HTML, Markdown or text"

_BY_SUFFIX = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".pdf": PDF,
    ".docx": DOCX,
}
_SHORT = {TEXT: "plain text", MARKDOWN: "Markdown", HTML: "HTML", PDF: "PDF", DOCX: "DOCX"}
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"{\\rtf", "a rich-text file (.rtf)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
)
_HTML = re.compile(
    rb"\A(?:\s|<\?xml[^>]{0,200}\?>|<!--.{0,2000}?-->)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"\A\s*<\?xml\b")
_TAG = re.compile(rb"<(?:p|div|h[1-6]|ul|ol|table|a|span|article|main|section|br)\b", re.IGNORECASE)
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
WINDOW = 4096


def media_type_of(data: bytes, name: str) -> str:
    """The media type of a file that can be read.

    Raises SourceUnreadable for other kinds of files, and where content and name contradict each other.
    """
    named = _BY_SUFFIX.get(_suffix(name))
    found = _by_content(data, name)
    if found is None:
        return (
            named
            if named in (TEXT, MARKDOWN) or (named == HTML and _TAG.search(data[: 16 * WINDOW]))
            else _plain(name, named)
        )
    if named is not None and named != found:
        raise SourceUnreadable(_contradiction(name, _SHORT[found], named))
    return found


def _plain(name: str, named: str | None) -> str:
    if named is not None:
        raise SourceUnreadable(_contradiction(name, "plain text or unknown data", named))
    return TEXT


def _contradiction(name: str, found: str, named: str) -> str:
    return f"{name}: found {found}, wanted {_SHORT[named]} as the name says. Fetch the file again, or rename it."


def _by_content(data: bytes, name: str) -> str | None:
    """Type by magic bytes; None for what can only be text."""
    start = data[:WINDOW]
    if b"%PDF-" in start[:1024]:
        return PDF
    if start.startswith(b"PK\x03\x04"):
        return _in_archive(data, name)
    for magic, what in _OTHERS:
        if start.startswith(magic):
            raise SourceUnreadable(f"{name}: found {what}, wanted {READABLE}. Convert it and try again.")
    start = _without_mark(start)
    if _HTML.match(start):
        return HTML
    if _XML.match(start):
        raise SourceUnreadable(
            f"{name}: found XML, wanted {READABLE}. Statutes are fetched with: koto ingest finlex:NUMBER/YEAR"
        )
    return None


def _without_mark(start: bytes) -> bytes:
    """The start as UTF-8 where it is UTF-16, without its byte order mark."""
    if start.startswith(_BYTE_ORDER_MARKS[1:]):
        return start[: len(start) // 2 * 2].decode("utf-16", "ignore").encode()
    return start.removeprefix(_BYTE_ORDER_MARKS[0])


def _in_archive(data: bytes, name: str) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except zipfile.BadZipFile as error:
        raise SourceUnreadable(f"{name}: found a damaged ZIP archive, wanted {READABLE}. Fetch it again.") from error
    if "word/document.xml" in names:
        return DOCX
    raise SourceUnreadable(
        f"{name}: found a ZIP archive that is no DOCX, wanted {READABLE}. Unpack or convert it and try again."
    )


def _suffix(name: str) -> str:
    path = urlsplit(name).path if "://" in name else name.replace("\\", "/")
    return PurePosixPath(path).suffix.lower()
