"""A chat model's reply in the forms in which models give it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.reply import LONGEST_SENTENCE, MOST_CHARACTERS, ReplySentence, read_reply

ONE = "The council need not approve it."
TWO = "It may deal with it."


def read(text: str, language: str = "en") -> list[tuple[str, tuple[int, ...]]]:
    return [(sentence.text, sentence.labels) for sentence in read_reply([text], language)]


@pytest.mark.parametrize(
    "reply",
    [
        f"{ONE[:-1]} [1].\n{TWO[:-1]} [2][3].",
        f"{ONE} [1]\n{TWO} [2, 3]",
        f"{ONE} [1] {TWO} [2-3]",
        f"[1] {ONE}\n[2][3] {TWO}",
        f"- **{ONE}** [1]\n- {TWO} [2; 3]\n",
        f"1. {ONE} [1]\n2. {TWO} [2 and 3]",
        f"Answer: {ONE} [source 1]\nClaim 2: {TWO} 【2】【3】",
        f'{{"claims": [{{"claim": "{ONE}", "labels": [1]}}, {{"claim": "{TWO}", "labels": ["2", "[3]"]}}]}}',
        f'```json\n[{{"text": "{ONE}", "citations": "1"}},\n {{"text": "{TWO}", "citations": "2, 3"}}]\n```',
        f"```\n{ONE} [1]\n{TWO} [2][3]\n```",
        f'["{ONE} [1]", "{TWO} [2][3]"]',
        f"<think>Maybe [9]?\nYes.</think>\n{ONE} [1]\n{TWO} [2][3]",
    ],
)
def test_sentences_and_labels_are_read_in_every_form(reply: str) -> None:
    assert read(reply) == [(ONE, (1,)), (TWO, (2, 3))]


def test_quotes_of_an_object_come_along() -> None:
    [sentence] = read_reply([f'{{"claim": "{ONE}", "label": 1, "quote": "need not approve"}}'], "en")

    assert sentence == ReplySentence(ONE, (1,), ("need not approve",))


def test_sentences_without_labels_are_read_too() -> None:
    assert read(f"{ONE} {TWO}") == [(ONE, ()), (TWO, ())]


@pytest.mark.parametrize("reply", ["", "\n\n", "42", "[1]", "…", "{", "```", "{]", '{"a": 1}', "<think>never ends"])
def test_what_holds_no_sentence_gives_none(reply: str) -> None:
    assert read(reply) == []


def test_a_sentence_that_breaks_off_is_left_out() -> None:
    assert read(f"{ONE} [1]\nIt must never be dealt with unless the") == [(ONE, (1,))]


def test_a_sentence_comes_as_soon_as_its_line_is_whole() -> None:
    def pieces() -> object:
        yield f"{ONE} ["
        yield "1]\nIt"
        raise AssertionError("the first sentence should have come by now")

    assert next(iter(read_reply(pieces(), "en"))).text == ONE  # type: ignore[arg-type]


def test_an_object_comes_as_soon_as_it_is_whole() -> None:
    def pieces() -> object:
        yield f'{{"claims": [{{"claim": "{ONE}", "labels": [1]}}'
        raise AssertionError("the first object should have come by now")

    assert next(iter(read_reply(pieces(), "en"))).text == ONE  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reply", "text"),
    [
        ("Yes, the council must approve it [1].", "The council must approve it."),
        ("Kyllä. Valtuuston on hyväksyttävä se [1].", "Valtuuston on hyväksyttävä se."),
        ("Ja, fullmäktige ska godkänna det [1].", "Fullmäktige ska godkänna det."),
    ],
)
def test_a_yes_is_taken_off_and_remembered(reply: str, text: str) -> None:
    sentences = list(read_reply([reply], "fi"))

    assert sentences[-1].text == text
    assert all(sentence.says_yes for sentence in sentences)


def test_a_no_is_taken_off() -> None:
    [sentence] = read_reply(["Nej, fullmäktige behöver inte godkänna det [1]."], "sv")

    assert (sentence.text, sentence.says_yes) == ("Fullmäktige behöver inte godkänna det.", False)


def test_section_references_do_not_end_a_sentence() -> None:
    assert read("Lain 13 §:n 1 mom. mukaan kunta vastaa 1.1.2025 alkaen [2].", "fi") == [
        ("Lain 13 §:n 1 mom. mukaan kunta vastaa 1.1.2025 alkaen.", (2,))
    ]


def test_a_reply_without_end_is_read_no_further() -> None:
    said = 0

    def endless() -> object:
        nonlocal said
        while True:
            said += 500
            yield "word " * 100

    assert list(read_reply(endless(), "en")) == []  # type: ignore[arg-type]
    assert said <= LONGEST_SENTENCE + 500


def test_thoughts_may_be_longer_than_a_sentence() -> None:
    thoughts = ["<think>", *["and so on " * 10] * (MOST_CHARACTERS // 200), "</think>\n"]

    assert [sentence.text for sentence in read_reply([*thoughts, f"{ONE} [1]"], "en")] == [ONE]


@given(st.text(alphabet='ab1[]{}":,.\n `*§<think>/', max_size=80), st.integers(1, 5))
def test_any_text_is_read_the_same_however_it_is_cut(text: str, size: int) -> None:
    whole = [sentence.text for sentence in read_reply([text], "en")]
    cut = [sentence.text for sentence in read_reply([text[at : at + size] for at in range(0, len(text), size)], "en")]

    assert whole == cut
