"""Samples to DOCX: real heading, list and table styles, running head, page numbers, header rows that repeat."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, time
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from ingest.samples.sample import Block, Heading, Items, Notice, Paragraph, Runs, Sample, Stretch, Table, shares

INK = RGBColor(0x1D, 0x3C, 0x4C)
SHADE, RULE = "DFE9ED", "9FB3BD"
FONT = "Arial"
A4_SHORT, A4_LONG = Mm(210), Mm(297)
SIDE, WIDE_SIDE, TOP, FOOT = Mm(25), Mm(18), Mm(26), Mm(22)
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of every entry of the file; a ZIP knows none before it."""


def docx_of(sample: Sample) -> bytes:
    """The sample as a Word file; the same entries with the same bytes each time."""
    word: Any = docx.Document()
    _describe(word, sample)
    _set_styles(word, sample)
    _set_running_head(word.sections[0], sample.running_head)
    for block in sample.cover:
        _add(word, block, is_cover=True)
    for at, stretch in enumerate(sample.stretches()):
        _open(word, stretch, is_first=at == 0)
        for block in stretch.blocks:
            _add(word, block)
    return _repacked(word)


def entries_of(data: bytes) -> dict[str, bytes]:
    """The entries of a Word file by name, unpacked: how they were packed says nothing about them.

    Raises zipfile.BadZipFile where the bytes are no ZIP.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _repacked(word: Any) -> bytes:
    made, out = io.BytesIO(), io.BytesIO()
    word.save(made)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in entries_of(made.getvalue()).items():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def _describe(word: Any, sample: Sample) -> None:
    about = word.core_properties
    about.title = sample.title
    about.author = about.last_modified_by = sample.municipality
    about.subject = sample.period
    about.language = sample.locale
    about.comments = ""
    about.revision = 1
    about.created = about.modified = datetime.combine(sample.decided, time(12), UTC).replace(tzinfo=None)


def _set_styles(word: Any, sample: Sample) -> None:
    styles = word.styles
    language = styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    language.set(qn("w:val"), sample.locale)
    _set_font(styles["Normal"], 10, space_after=6)
    _set_font(styles["Title"], 26, space_after=16, is_heading=True)
    _set_font(styles["Heading 1"], 15, space_before=16, space_after=6, is_heading=True)
    _set_font(styles["Heading 2"], 11.5, space_before=9, space_after=4, is_heading=True)
    _set_font(styles["Caption"], 9, space_before=6, space_after=4)
    styles["Caption"].font.color.rgb = RGBColor(0, 0, 0)
    styles["Caption"].paragraph_format.keep_with_next = True
    for name in ("List Bullet", "List Number"):
        _set_font(styles[name], 10, space_after=2)
    _set_font(styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH), 8.5, space_before=1, space_after=2)
    _set_font(styles.add_style("Cover Text", WD_STYLE_TYPE.PARAGRAPH), 12, space_after=5)
    notice = styles.add_style("Notice", WD_STYLE_TYPE.PARAGRAPH)
    _set_font(notice, 10, space_before=24, space_after=30)
    _box(notice.element.get_or_add_pPr())
    rule = styles["Title"].element.pPr.find(qn("w:pBdr"))
    styles["Title"].element.pPr.remove(rule)


def _set_font(
    style: Any, size: float, *, space_before: float = 0, space_after: float, is_heading: bool = False
) -> None:
    style.font.name = FONT
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        # A theme's font would go before the named one.
        if name.endswith("Theme"):
            del fonts.attrib[name]
    fonts.set(qn("w:hAnsi"), FONT)
    fonts.set(qn("w:cs"), FONT)
    style.paragraph_format.space_before = Pt(space_before)
    style.paragraph_format.space_after = Pt(space_after)
    if is_heading:
        style.font.bold = True
        style.font.color.rgb = INK
        style.paragraph_format.keep_with_next = True


def _box(properties: Any) -> None:
    """A frame and a shade around the paragraph; Word wants both before the spacing."""
    spacing = properties.find(qn("w:spacing"))
    spacing.addprevious(_borders("w:pBdr", "top", "left", "bottom", "right", size=6, space=8, colour=str(INK)))
    spacing.addprevious(_element("w:shd", val="clear", color="auto", fill=SHADE))


def _borders(name: str, *sides: str, size: int, space: int, colour: str) -> Any:
    borders = OxmlElement(name)
    for side in sides:
        borders.append(_element(f"w:{side}", val="single", sz=str(size), space=str(space), color=colour))
    return borders


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    return element


def _set_running_head(section: Any, running_head: str) -> None:
    """Running head and page number on every page but the first; later sections go on with them."""
    _set_page(section, is_wide=False)
    section.different_first_page_header_footer = True
    head = section.header.paragraphs[0]
    head.text = running_head
    head.style.font.size = Pt(8.5)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot.style.font.size = Pt(8.5)
    for name, after in (("PAGE", " ("), ("NUMPAGES", ")")):
        field = _element("w:fldSimple", instr=name)
        field.append(foot.add_run("1")._r)
        foot._p.append(field)
        foot.add_run(after)


def _set_page(section: Any, *, is_wide: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (A4_LONG, A4_SHORT) if is_wide else (A4_SHORT, A4_LONG)
    section.left_margin = section.right_margin = WIDE_SIDE if is_wide else SIDE
    section.top_margin, section.bottom_margin = TOP, FOOT


def _open(word: Any, stretch: Stretch, *, is_first: bool) -> None:
    """A new page; a new section too, but for the chapters that follow the cover."""
    if is_first and not stretch.is_wide:
        word.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
        return
    section = word.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    _set_page(section, is_wide=stretch.is_wide)


def _add(word: Any, block: Block, *, is_cover: bool = False) -> None:
    if isinstance(block, Heading):
        # Level 0 is Word's style Title.
        heading = word.add_heading(block.text, block.level - 1)
        if is_cover:
            heading.paragraph_format.space_before = Pt(100)
    elif isinstance(block, Notice):
        _write(word.add_paragraph(style="Notice"), block.runs)
    elif isinstance(block, Paragraph):
        _write(word.add_paragraph(style="Cover Text" if is_cover else "Normal"), block.runs)
    elif isinstance(block, Items):
        _add_items(word, block)
    else:
        _add_table(word, block)


def _write(paragraph: Any, runs: Runs) -> None:
    for run in runs:
        written = paragraph.add_run(run.text)
        written.bold = run.is_bold or None
        written.italic = run.is_italic or None


def _add_items(word: Any, block: Items) -> None:
    paragraphs = [word.add_paragraph(style="List Number" if block.is_numbered else "List Bullet") for _ in block.items]
    for paragraph, runs in zip(paragraphs, block.items, strict=True):
        _write(paragraph, runs)
    if block.is_numbered:
        _start_at_one(word, paragraphs)
    paragraphs[-1].paragraph_format.space_after = Pt(8)


def _start_at_one(word: Any, paragraphs: list[Any]) -> None:
    """A numbering of its own: Word would go on counting from the list before."""
    numbering = word.part.numbering_part.numbering_definitions._numbering
    style = word.styles["List Number"].element.pPr.numPr.numId.val
    pattern = numbering.num_having_numId(style).abstractNumId.val
    number = numbering.add_num(pattern)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    for paragraph in paragraphs:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = number.numId


def _add_table(word: Any, block: Table) -> None:
    if block.caption:
        _write(word.add_paragraph(style="Caption"), block.caption)
    table = word.add_table(rows=0, cols=len(block.header), style="Normal Table")
    table.autofit = False
    rules = _borders("w:tblBorders", "top", "bottom", "insideH", size=4, space=0, colour=RULE)
    table._tbl.tblPr.find(qn("w:tblLayout")).addprevious(rules)
    section = word.sections[-1]
    width = section.page_width - section.left_margin - section.right_margin
    widths = [int(share * width) for share in shares(len(block.header))]
    for column, share in zip(table.columns, widths, strict=True):
        column.width = share
    for at, cells in enumerate((block.header, *block.rows)):
        _add_row(table, cells, block, widths, is_header=at == 0)
    word.add_paragraph().paragraph_format.space_after = Pt(0)


def _add_row(table: Any, texts: tuple[str, ...], block: Table, widths: list[int], *, is_header: bool) -> None:
    row = table.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_header:
        properties.append(OxmlElement("w:tblHeader"))
    for at, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.style = "Table Text"
        paragraph.add_run(text).bold = is_header or None
        if at in block.right_aligned:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if is_header:
            cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=SHADE))
