"""Blocks to sections."""

from __future__ import annotations

from assistant.domain.document import Page
from ingest.blocks import heading, item, paragraph, row
from ingest.structure import pages_of, render, sections_of


def test_a_section_carries_the_path_of_headings_above_it() -> None:
    blocks = [heading("Act"), heading("Chapter", 2), paragraph("One."), heading("Other", 2), paragraph("Two.")]

    assert [(section.headings, section.text) for section in sections_of(blocks)] == [
        (("Act", "Chapter"), "One."),
        (("Act", "Other"), "Two."),
    ]


def test_text_before_the_first_heading_has_an_empty_path() -> None:
    assert sections_of([paragraph("One."), heading("A")])[0].headings == ()


def test_a_heading_without_text_opens_no_section() -> None:
    assert sections_of([heading("A"), heading("B"), paragraph("One.")])[0].headings == ("B",)


def test_a_section_keeps_its_heading_s_anchor_and_the_page_of_its_first_block() -> None:
    (section,) = sections_of([heading("A", page=2, anchor="a"), paragraph("One.", page=3)])

    assert (section.anchor, section.first_page) == ("a", 3)


def test_a_heading_that_its_list_continues_becomes_the_lead_in() -> None:
    (section,) = sections_of([heading("The plan"), item("is not a report"), item("is a process")])

    assert section.text == "The plan\n\n- is not a report\n- is a process"


def test_a_heading_over_items_that_are_sentences_stays_a_heading_only() -> None:
    (section,) = sections_of([heading("Steps"), item("The plan is made."), item("The plan is read.")])

    assert section.text == "- The plan is made.\n- The plan is read."


def test_items_and_rows_stand_on_lines_of_their_own_and_nested_items_are_indented() -> None:
    blocks = [paragraph("Lead:"), item("a"), item("b", 2), item("c", marker="1."), row(["x", "1"]), row(["y", "2"])]

    assert render(blocks) == "Lead:\n\n- a\n  - b\n1. c\n\nx | 1\ny | 2"


def test_a_page_without_blocks_keeps_its_number() -> None:
    assert pages_of([paragraph("Three.", page=3)], 3) == (Page(1, ""), Page(2, ""), Page(3, "Three."))
