"""Plain text by its look."""

from __future__ import annotations

import pytest

from ingest.blocks import BlockKind
from ingest.read.read import read_document
from ingest.read.text import blocks_of
from tests.ingest.factories import needs_seeds, seed_files


def told(text: str) -> list[tuple[str, str, int]]:
    return [(block.kind.value, block.text, block.level) for block in blocks_of(text)]


def test_a_short_line_without_a_full_stop_before_a_blank_line_is_a_heading() -> None:
    assert told("Plan of the town\n\nThe town plans.\n\nAims\n\nThe aims are set.") == [
        ("heading", "Plan of the town", 1),
        ("paragraph", "The town plans.", 1),
        ("heading", "Aims", 2),
        ("paragraph", "The aims are set.", 1),
    ]


def test_a_skip_link_before_the_title_does_not_take_its_level() -> None:
    assert told("Skip to Content\n\nPlan\n\nThe town plans.")[1] == ("heading", "Plan", 1)


def test_numbered_steps_with_text_below_are_headings_with_levels_by_their_dots() -> None:
    text = "Guide\n\n1. Town decides\n\nIt decides.\n\n1.1 Bodies\n\nThey meet.\n\n2. Town acts\n\nIt acts."

    assert [(name, level) for kind, name, level in told(text) if kind == "heading"] == [
        ("Guide", 1),
        ("1. Town decides", 2),
        ("1.1 Bodies", 3),
        ("2. Town acts", 2),
    ]


def test_numbered_lines_that_follow_each_other_are_a_list_with_its_numbers() -> None:
    blocks = blocks_of("The steps are:\n\n1. Decide\n2. Act\n3) Report")

    assert [(block.kind, block.marker, block.text) for block in blocks[1:]] == [
        (BlockKind.ITEM, "1.", "Decide"),
        (BlockKind.ITEM, "2.", "Act"),
        (BlockKind.ITEM, "3)", "Report"),
    ]


@pytest.mark.parametrize("bullet", ["•", "o", "*", "-", "–", "▪"])
def test_bullets_make_items_and_indentation_nests_them(bullet: str) -> None:
    text = f"Lead:\n\n  {bullet} one\n    {bullet}   two\n  {bullet} three"

    assert told(text)[1:] == [("item", "one", 1), ("item", "two", 2), ("item", "three", 1)]


def test_a_lead_in_is_no_heading() -> None:
    assert told("Plan\n\nThe plan includes:\n\n- aims")[1] == ("paragraph", "The plan includes:", 1)


def test_a_line_right_above_bullets_after_a_blank_line_is_a_heading() -> None:
    assert told("Guide\n\nIt helps.\n\nThe plan\n• is not a report.\n• is a process.")[2] == ("heading", "The plan", 2)


def test_wrapped_lines_are_joined_to_paragraphs() -> None:
    text = (
        "The municipality is responsible for planning the promotion of\n"
        "integration in its area, together with the employment area and\n"
        "the county.\n\nThe plan is read."
    )

    assert [name for _, name, _ in told(text)] == [text.split("\n\n")[0].replace("\n", " "), "The plan is read."]


def test_lines_that_are_whole_paragraphs_stay_apart() -> None:
    first = "Municipal programmes are gathered on this page together with information on work in the regions of it."
    second = "Partnership programmes support the work of authorities and bring together those who take part in it all."

    assert [name for _, name, _ in told(f"{first} And more.\n{second} And more.")] == [
        f"{first} And more.",
        f"{second} And more.",
    ]


def test_a_line_that_lost_its_link_is_no_heading() -> None:
    assert told("Plan\n\nText.\n\nGuidelines are available at\n\nMore text.")[2][0] == "paragraph"


def test_a_question_may_be_a_heading() -> None:
    assert told("Guide\n\nText.\n\nWhat must the plan include?\n\nAims.")[2] == (
        "heading",
        "What must the plan include?",
        2,
    )


@needs_seeds
def test_all_five_seeds_are_read_with_a_title_and_sections() -> None:
    documents = [read_document(path) for path in seed_files()]

    assert len(documents) == 5
    assert all(document.title and document.sections and document.language == "en" for document in documents)


@needs_seeds
def test_the_eight_steps_of_the_checklist_are_sections() -> None:
    document = read_document(next(path for path in seed_files() if path.name.startswith("002")))

    steps = [section.headings[-1] for section in document.sections if section.headings[-1][0].isdigit()]
    assert [step.split(".")[0] for step in steps] == list("12345678")
