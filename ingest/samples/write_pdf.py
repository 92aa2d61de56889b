"""Samples to PDF: cover, running heads, page numbers, bookmarks, tables whose header row repeats.

The text is set in Helvetica with WinAnsi characters, which every viewer has, and pages are not compressed: the bytes
then depend on the text and on reportlab's version only.
"""

from __future__ import annotations

import io
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Frame, NextPageTemplate, PageBreak, PageTemplate, Spacer
from reportlab.platypus import ListFlowable as FlowingList
from reportlab.platypus import ListItem as FlowingItem
from reportlab.platypus import Paragraph as FlowingText
from reportlab.platypus import Table as FlowingTable

from ingest.samples.sample import Block, Heading, Items, Notice, Paragraph, Run, Runs, Sample, Table, shares

INK = HexColor("#1d3c4c")
SHADE = HexColor("#dfe9ed")
RULE = HexColor("#9fb3bd")
SIDE, TOP, FOOT = 25 * mm, 25 * mm, 20 * mm
WIDE_SIDE = 18 * mm
_COVER, _UPRIGHT, _WIDE = "cover", "upright", "wide"

_BODY = ParagraphStyle("Body", fontName="Helvetica", fontSize=10, leading=13.7, spaceAfter=6, allowWidows=0)
_STYLES = {
    "body": _BODY,
    "item": ParagraphStyle("Item", _BODY, spaceAfter=2),
    "cover": ParagraphStyle("Cover", _BODY, fontSize=12, leading=17, spaceAfter=5),
    "notice": ParagraphStyle(
        "Notice",
        _BODY,
        spaceBefore=24,
        spaceAfter=30,
        borderColor=INK,
        borderWidth=0.8,
        borderPadding=9,
        backColor=SHADE,
    ),
    "caption": ParagraphStyle("Caption", _BODY, fontName="Helvetica-Bold", fontSize=9, spaceBefore=6, keepWithNext=1),
    "longcaption": ParagraphStyle("LongCaption", _BODY, fontName="Helvetica-Bold", fontSize=9, spaceBefore=6),
    "cell": ParagraphStyle("Cell", _BODY, fontSize=8.5, leading=11, spaceAfter=0),
    "figure": ParagraphStyle("Figure", _BODY, fontSize=8.5, leading=11, spaceAfter=0, alignment=2),
    "head": ParagraphStyle("Head", _BODY, fontName="Helvetica-Bold", fontSize=8.5, leading=11, textColor=INK),
    "figurehead": ParagraphStyle(
        "FigureHead", _BODY, fontName="Helvetica-Bold", fontSize=8.5, leading=11, textColor=INK, alignment=2
    ),
}
_BOLD = {"fontName": "Helvetica-Bold", "textColor": INK}
_HEADINGS = {
    1: ParagraphStyle("Heading1", _BODY, **_BOLD, fontSize=26, leading=32, spaceAfter=16),
    2: ParagraphStyle("Heading2", _BODY, **_BOLD, fontSize=15, leading=19, spaceBefore=12, spaceAfter=5),
    3: ParagraphStyle("Heading3", _BODY, **_BOLD, fontSize=11.5, leading=15, spaceBefore=9, spaceAfter=4),
}

_ROOM = {1: 0.0, 2: 34 * mm, 3: 22 * mm}
"""So much of the page must be left for a heading of the level, or it goes to the next page."""


def pdf_of(sample: Sample) -> bytes:
    """The sample as a PDF file; the same bytes each time."""
    count = _build(sample, page_count=0)[1]
    return _build(sample, page_count=count)[0]


def _build(sample: Sample, *, page_count: int) -> tuple[bytes, int]:
    """The file and its number of pages; `page_count` is what the foot of each page says."""
    out = io.BytesIO()
    document: Any = BaseDocTemplate(
        out,
        pageTemplates=_page_templates(sample, page_count),
        title=sample.title,
        author=sample.municipality,
        subject=sample.period,
        lang=sample.locale,
        displayDocTitle=True,
        pageCompression=0,
        invariant=1,
    )
    document.afterFlowable = partial(_bookmark, document)
    document.build(_story(sample))
    return out.getvalue(), document.page


def _page_templates(sample: Sample, page_count: int) -> list[Any]:
    frames = {
        _COVER: (A4, Frame(SIDE, FOOT, A4[0] - 2 * SIDE, A4[1] - FOOT - 60 * mm, 0, 0, 0, 0)),
        _UPRIGHT: (A4, Frame(SIDE, FOOT, A4[0] - 2 * SIDE, A4[1] - FOOT - TOP, 0, 0, 0, 0)),
        _WIDE: (
            landscape(A4),
            Frame(WIDE_SIDE, FOOT, A4[1] - 2 * WIDE_SIDE, A4[0] - FOOT - TOP, 0, 0, 0, 0),
        ),
    }
    dress = partial(_dress, sample.running_head, page_count)
    return [
        PageTemplate(name, [frame], pagesize=size, **({} if name == _COVER else {"onPage": dress}))
        for name, (size, frame) in frames.items()
    ]


def _dress(running_head: str, page_count: int, canvas: Any, document: Any) -> None:
    """Running head, rule and page number."""
    width, height = canvas._pagesize
    side = WIDE_SIDE if width > height else SIDE
    canvas.saveState()
    canvas.setFont("Helvetica", 8.5)
    canvas.setFillColor(INK)
    canvas.drawString(side, height - 15 * mm, running_head)
    canvas.drawRightString(width - side, 12 * mm, f"{document.page} ({page_count})")
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    canvas.line(side, height - 17.5 * mm, width - side, height - 17.5 * mm)
    canvas.restoreState()


def _bookmark(document: Any, flowable: Any) -> None:
    """An entry of the outline for each heading below the title."""
    name = getattr(getattr(flowable, "style", None), "name", "")
    if name not in ("Heading2", "Heading3"):
        return
    document.headings = getattr(document, "headings", 0) + 1
    key = f"heading-{document.headings}"
    document.canv.bookmarkPage(key)
    document.canv.addOutlineEntry(flowable.getPlainText(), key, level=int(name[-1]) - 2)


def _story(sample: Sample) -> list[Any]:
    story: list[Any] = []
    for block in sample.cover:
        story += _flowing(block, is_cover=True)
    for stretch in sample.stretches():
        story += [NextPageTemplate(_WIDE if stretch.is_wide else _UPRIGHT), PageBreak()]
        width = A4[1] - 2 * WIDE_SIDE if stretch.is_wide else A4[0] - 2 * SIDE
        for block in stretch.blocks:
            story += _flowing(block, width=width)
    return story


def _flowing(block: Block, *, width: float = 0, is_cover: bool = False) -> list[Any]:
    if isinstance(block, Heading):
        return [CondPageBreak(_ROOM[block.level]), FlowingText(escape(block.text), _HEADINGS[block.level])]
    if isinstance(block, Notice):
        return [FlowingText(_markup(block.runs), _STYLES["notice"])]
    if isinstance(block, Paragraph):
        return [FlowingText(_markup(block.runs), _STYLES["cover" if is_cover else "body"])]
    if isinstance(block, Items):
        return [_list(block), Spacer(0, 6)]
    # A table longer than a page cannot be kept with its caption: both would leave the page under the heading.
    style = _STYLES["longcaption" if block.is_wide else "caption"]
    caption = [FlowingText(_markup(block.caption), style)] if block.caption else []
    return [*caption, _table(block, width), Spacer(0, 6)]


def _list(block: Items) -> Any:
    items = [FlowingItem(FlowingText(_markup(runs), _STYLES["item"])) for runs in block.items]
    kind = {"bulletType": "1", "bulletFormat": "%s."} if block.is_numbered else {"bulletType": "bullet", "start": "•"}
    return FlowingList(items, leftIndent=16, bulletFontName="Helvetica", bulletFontSize=10, **kind)


def _table(block: Table, width: float) -> Any:
    columns = range(len(block.header))
    right = block.right_aligned
    head = [_cell(block.header[at], "figurehead" if at in right else "head") for at in columns]
    rows = [[_cell(row[at], "figure" if at in right else "cell") for at in columns] for row in block.rows]
    style = [
        ("BACKGROUND", (0, 0), (-1, 0), SHADE),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, RULE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 5),
        ("RIGHTPADDING", (0, 0), (-1, -1), 5),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    widths = [share * width for share in shares(len(block.header))]
    return FlowingTable([head, *rows], colWidths=widths, repeatRows=1, style=style, hAlign="LEFT")


def _cell(text: str, style: str) -> Any:
    return FlowingText(escape(text), _STYLES[style])


def _markup(runs: Runs) -> str:
    return "".join(map(_marked, runs))


def _marked(run: Run) -> str:
    text = escape(run.text)
    text = f"<b>{text}</b>" if run.is_bold else text
    return f"<i>{text}</i>" if run.is_italic else text
