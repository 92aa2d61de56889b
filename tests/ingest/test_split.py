"""Passages: what stays together, what is divided, and where it can be found again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.document import Page, Section
from assistant.domain.passage import Passage, StatementRole
from ingest.read.read import read_document
from ingest.split import headed_text, split
from tests.ingest.factories import a_document, a_source, needs_seeds, seed_files, words

LIST = "The plan includes the following:\n\n- objectives of the plan\n- measures to be taken\n- indicators."


def passages_of(*sections: Section, max_tokens: int = 200, url: str = "https://example.fi/page") -> list[Passage]:
    return split(a_document(*sections), source=a_source(url=url), max_tokens=max_tokens, count_tokens=words)


def told(passage: Passage) -> list[tuple[str, str]]:
    return [(statement.role.value, passage.quote(statement)) for statement in passage.statements]


def test_a_list_stays_with_its_lead_in() -> None:
    (passage,) = passages_of(Section(("Plan",), LIST))

    assert told(passage) == [
        ("lead_in", "The plan includes the following:"),
        ("item", "objectives of the plan"),
        ("item", "measures to be taken"),
        ("item", "indicators."),
    ]


def test_a_long_list_is_divided_and_later_parts_carry_the_lead_in_as_heading() -> None:
    # Heading 1 word + lead-in 5 + marked items 5, 5 and 2 = 18 words, over the limit of 14.
    first, second = passages_of(Section(("Plan",), LIST), max_tokens=14)

    assert first.headings == ("Plan",)
    assert second.headings == ("Plan", "The plan includes the following:")
    assert told(second)[-1] == ("item", "indicators.")
    assert "following" not in second.text


def test_only_the_last_sentence_before_a_list_is_its_lead_in() -> None:
    text = "The picture is wide. The following may help:\n\n- how many live here\n- how old they are"

    (passage,) = passages_of(Section(("Picture",), text))

    assert told(passage)[:2] == [
        ("sentence", "The picture is wide."),
        ("lead_in", "The following may help:"),
    ]


def test_an_item_with_items_below_it_leads_them_in() -> None:
    text = "- The plan is made. These help:\n  - what is known\n  - what is asked\n- The plan is read."

    first, second = passages_of(Section(("Steps",), text))

    assert told(first) == [
        ("item", "The plan is made."),
        ("lead_in", "These help:"),
        ("item", "what is known"),
        ("item", "what is asked"),
    ]
    assert told(second) == [("item", "The plan is read.")]


def test_an_item_after_a_nested_list_is_never_read_under_the_nested_lead_in() -> None:
    text = "Duties are the following:\n\n- first duty:\n  - its part\n- second duty"

    passages = passages_of(Section(("Duties",), text))

    holder = next(passage for passage in passages if "second duty" in passage.text)
    assert "its part" not in holder.text
    assert holder.headings == ("Duties", "Duties are the following:")


def test_a_paragraph_that_announces_nothing_is_no_lead_in() -> None:
    text = "The law was changed.\n\n- Kela\n- Police"

    roles = [statement.role for passage in passages_of(Section((), text)) for statement in passage.statements]

    assert StatementRole.LEAD_IN not in roles


def test_a_passage_never_crosses_sections() -> None:
    passages = passages_of(Section(("A",), "One short sentence here."), Section(("B",), "Another short sentence here."))

    assert [passage.headings for passage in passages] == [("A",), ("B",)]


def test_short_paragraphs_share_a_passage_up_to_five_sentences() -> None:
    paragraph = "The first sentence stands here with enough words to be long. So does the second sentence of it."

    passages = passages_of(Section(("A",), "\n\n".join([paragraph] * 3)))

    assert [len(passage.statements) for passage in passages] == [4, 2]


def test_a_long_paragraph_is_divided_between_sentences_into_similar_parts() -> None:
    # 12 sentences of 6 words; limit 40 less the heading's 1 leaves 6 sentences a part: 6 + 6.
    text = " ".join(f"Sentence number {at} has six words." for at in range(12))

    passages = passages_of(Section(("A",), text), max_tokens=40)

    assert [len(passage.statements) for passage in passages] == [6, 6]


def test_a_link_title_alone_makes_no_passage() -> None:
    assert passages_of(Section(("A",), "Municipality of Residence Act")) == []


def test_a_figure_caption_alone_makes_no_passage() -> None:
    assert passages_of(Section(("A",), "Kuvio 3. Väestön kehitys 2015–2024")) == []


def test_a_short_leftover_joins_the_list_before_it() -> None:
    passages = passages_of(Section(("Plan",), LIST + "\n\nThe list is not exhaustive."))

    assert len(passages) == 1
    assert told(passages[0])[-1] == ("sentence", "The list is not exhaustive.")


def test_table_rows_are_items_under_the_row_of_column_names() -> None:
    (passage,) = passages_of(Section(("Sums",), "Group | Euros\nAdults | 2300\nChildren | 6845"))

    assert told(passage) == [
        ("lead_in", "Group | Euros"),
        ("item", "Adults | 2300"),
        ("item", "Children | 6845"),
    ]


def test_a_passage_keeps_its_id_when_another_section_changes() -> None:
    before = passages_of(
        Section(("A",), "The first text stands here."), Section(("B",), "The second text stands here.")
    )
    after = passages_of(
        Section(("A",), "Quite another text. With more sentences. " * 9),
        Section(("B",), "The second text stands here."),
    )

    assert before[-1].id == after[-1].id


def test_sections_under_equal_headings_have_different_ids() -> None:
    section = Section(("A",), "The same sentence stands here.")

    first, second = passages_of(section, section)

    assert first.id != second.id


def test_the_address_opens_the_section_where_it_has_an_anchor() -> None:
    section = Section(("A",), "The sentence stands here.", anchor="duties")

    (passage,) = passages_of(section, url="https://example.fi/page#top")

    assert passage.url == "https://example.fi/page#duties"


def test_a_passage_of_a_pdf_knows_its_own_page_not_only_that_of_its_section() -> None:
    first = "The first paragraph is long enough to stand alone in a passage of its own. " * 3
    second = "The second paragraph is on the next page and stands alone as well. " * 3
    section = Section(("Aims",), f"{first.strip()}\n\n{second.strip()}", first_page=3)
    pages = (Page(3, first.strip()), Page(4, second.strip()))
    document = a_document(section, media_type="application/pdf", pages=pages)

    passages = split(document, source=a_source(url="https://example.fi/a.pdf"), max_tokens=60, count_tokens=words)

    assert [(passage.locator, passage.url) for passage in passages] == [
        ("p. 3, Aims", "https://example.fi/a.pdf#page=3"),
        ("p. 4, Aims", "https://example.fi/a.pdf#page=4"),
    ]


def test_a_sentence_longer_than_the_limit_is_cut_at_spaces_not_lost() -> None:
    text = " ".join(f"word{at}" for at in range(100)) + "."

    passages = passages_of(Section((), text), max_tokens=30)

    assert len(passages) > 1
    assert " ".join(passage.text for passage in passages) == text


def test_headings_never_take_more_than_half_of_the_limit() -> None:
    (passage,) = passages_of(Section(("outer " * 9, "inner"), "The text has five words."), max_tokens=12)

    assert passage.headings == ("inner",)


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        passages_of(Section((), "Text."), max_tokens=0)


SENTENCE = st.lists(st.sampled_from(["kunta", "plan", "Kela", "mom.", "45 §", "1.1.2025"]), min_size=4, max_size=9).map(
    lambda parts: " ".join(["The plan for", *parts]) + "."
)
ITEM = st.tuples(st.integers(0, 2), st.sampled_from(["-", "1.", "a)"]), SENTENCE).map(
    lambda parts: "  " * parts[0] + f"{parts[1]} {parts[2]}"
)
BLOCK = st.one_of(
    st.lists(SENTENCE, min_size=1, max_size=9).map(" ".join),
    st.lists(ITEM, min_size=1, max_size=9).map("\n".join),
    SENTENCE.map(lambda sentence: sentence[:-1] + ":"),
    st.lists(st.just("Group | 2300 euros"), min_size=1, max_size=3).map("\n".join),
)
SECTION = st.tuples(
    st.lists(st.sampled_from(["Aims", "Steps", "Duties of the municipality"]), max_size=2),
    st.lists(BLOCK, min_size=1, max_size=6),
).map(lambda parts: Section(tuple(parts[0]), "\n\n".join(parts[1])))


@settings(max_examples=100, deadline=None)
@given(st.lists(SECTION, min_size=1, max_size=4), st.integers(24, 90))
def test_every_word_of_the_text_is_in_exactly_one_passage_within_the_limit(
    sections: list[Section], max_tokens: int
) -> None:
    passages = passages_of(*sections, max_tokens=max_tokens)

    told_words = " ".join(passage.text for passage in passages).split()
    assert told_words == " ".join(section.text for section in sections).split()
    assert len({passage.id for passage in passages}) == len(passages)
    assert all(words(headed_text(passage.headings, passage.text)) <= max_tokens for passage in passages)
    assert passages == passages_of(*sections, max_tokens=max_tokens)


@settings(max_examples=100, deadline=None)
@given(st.lists(SECTION, min_size=1, max_size=3), st.integers(24, 90))
def test_statements_are_exact_ordered_parts_that_cover_the_passage(sections: list[Section], max_tokens: int) -> None:
    for passage in passages_of(*sections, max_tokens=max_tokens):
        end = 0
        for statement in passage.statements:
            assert passage.text[end : statement.start].strip(" \n-") == ""
            assert passage.quote(statement).strip() == passage.quote(statement) != ""
            end = statement.end
        assert end == len(passage.text)


@needs_seeds
def test_no_passage_of_the_seeds_holds_page_furniture() -> None:
    for path in seed_files():
        for passage in split(read_document(path), source=a_source(id=path.stem), max_tokens=256, count_tokens=words):
            text = headed_text(passage.headings, passage.text)
            assert not any(phrase in text for phrase in ("Skip to Content", "Read more", "More information")), path


@needs_seeds
def test_the_list_that_seed_002_prints_twice_is_told_once() -> None:
    path = next(path for path in seed_files() if path.name.startswith("002"))

    document = read_document(path)
    passages = split(document, source=a_source(), max_tokens=256, count_tokens=words)

    assert sum(passage.text.count("is not an all-inclusive annual report") for passage in passages) == 1
    assert any("stands twice" in warning for warning in document.warnings)
    assert "is not an all-inclusive annual report" in passages[-2].text + passages[-1].text
