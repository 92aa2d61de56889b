"""Intervals of wordings, derived from versions and from entry into force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

import pytest

from assistant.domain.source import Validity
from ingest.statutes.library import Library, documents_under
from ingest.statutes.model import StatuteText
from ingest.statutes.validity import History, Wording
from tests.ingest.statutes.akn import FINLEX, needs_finlex, placeholder, section, subsection, text


def wordings_of(texts: Sequence[StatuteText], amending: Sequence[StatuteText] = ()) -> list[Wording]:
    return list(History(texts, amending).wordings())


def issued(*inner: str, **values: object) -> StatuteText:
    return text(section("5", "Tehtävät", *inner), **values)


def test_a_wording_ends_the_day_before_the_next_one_begins() -> None:
    old = issued(subsection(1, "Ennen."))
    new = issued(
        subsection(1, "Jälkeen.", "20210020"),
        version="20210020",
        amended_by=(("20/2021", "2021-05-01"),),
        consolidated="2021-04-15",
    )

    first, second = wordings_of([new, old])

    assert (first.unit.text, first.validity) == ("Ennen.", Validity(date(2020, 3, 1), date(2021, 4, 30)))
    assert (first.wording_by, first.ended_by) == ("10/2020", "20/2021")
    assert (second.unit.text, second.validity) == ("Jälkeen.", Validity(date(2021, 5, 1)))
    assert (second.wording_by, second.enacted_on, second.key) == ("20/2021", date(2021, 4, 15), "10/2020:5:1")


def test_a_wording_replaced_before_its_first_day_never_applied() -> None:
    old = issued(subsection(1, "Ei koskaan."), in_force="2021-05-01")
    new = issued(
        subsection(1, "Voimassa.", "20210020"),
        version="20210020",
        in_force="2021-05-01",
        amended_by=(("20/2021", "2021-05-01"),),
    )

    never, now = wordings_of([old, new])

    assert (never.validity, never.ended_by) == (Validity(never_applied=True), "20/2021")
    assert now.validity == Validity(date(2021, 5, 1))


def test_a_subsection_repealed_before_its_first_day_never_applied() -> None:
    old = issued(subsection(1, "Pysyy."), subsection(2, "Poistuu."), in_force="2021-05-01")
    gone = (
        '<subsection eId="sec_5__subsec_2">' + placeholder("2 momentti on kumottu L:lla 1.4.2021/20.") + "</subsection>"
    )
    new = issued(
        subsection(1, "Pysyy."),
        gone,
        version="20210020",
        in_force="2021-05-01",
        amended_by=(("20/2021", "2021-05-01"),),
    )

    stays, never = wordings_of([old, new])

    assert stays.validity == Validity(date(2021, 5, 1))
    assert (never.unit.text, never.validity, never.ended_by) == ("Poistuu.", Validity(never_applied=True), "20/2021")


def test_the_same_words_given_again_on_the_same_day_are_one_wording_of_the_newer_act() -> None:
    old = issued(subsection(1, "Sama."), in_force="2021-05-01")
    new = issued(
        subsection(1, "Sama.", "20210020"),
        version="20210020",
        in_force="2021-05-01",
        amended_by=(("20/2021", "2021-05-01"),),
    )

    (only,) = wordings_of([old, new])

    assert (only.wording_by, only.validity) == ("20/2021", Validity(date(2021, 5, 1)))


def test_the_end_of_the_act_ends_its_wordings_and_what_would_begin_then_never_applies() -> None:
    act = issued(subsection(1, "Teksti."), ended="2022-12-31", repealed_by="7/2022")
    amending = text(
        section("5", "", subsection(1, "Myöhässä.")),
        act="30/2022",
        amends="10/2020",
        enacting="5 §:n 1 momentti",
        in_force="",
        entry="Tämä laki tulee voimaan 1 päivänä tammikuuta 2023.",
    )

    applied, never = wordings_of([act], [amending])

    assert (applied.validity, applied.ended_by) == (Validity(date(2020, 3, 1), date(2022, 12, 31)), "7/2022")
    assert (never.unit.text, never.validity, never.ended_by) == ("Myöhässä.", Validity(never_applied=True), "7/2022")


def between(enacting: str, inner: str) -> StatuteText:
    return text(
        section("5", "", inner),
        act="20/2021",
        amends="10/2020",
        enacting=enacting,
        in_force="",
        entry="Tämä laki tulee voimaan 1 päivänä toukokuuta 2021.",
    )


LATER = issued(
    subsection(1, "Kolmas.", "20230030"),
    version="20230030",
    amended_by=(("20/2021", "2021-05-01"), ("30/2023", "2023-01-01")),
)


def test_a_wording_that_no_version_holds_comes_from_the_amending_act() -> None:
    amending = between("5 §:n 1 momentti", subsection(1, "Toinen."))

    found = wordings_of([issued(subsection(1, "Ensimmäinen.")), LATER], [amending])

    assert [(w.unit.text, w.validity.valid_from, w.validity.valid_to) for w in found] == [
        ("Ensimmäinen.", date(2020, 3, 1), date(2021, 4, 30)),
        ("Toinen.", date(2021, 5, 1), date(2022, 12, 31)),
        ("Kolmas.", date(2023, 1, 1), None),
    ]


def test_where_the_text_between_is_not_known_there_is_a_gap() -> None:
    amending = between("5 §:n 1 momentti", "")

    found = wordings_of([issued(subsection(1, "Ensimmäinen.")), LATER], [amending])

    assert [(w.unit.text, w.validity.valid_from, w.validity.valid_to) for w in found] == [
        ("Ensimmäinen.", date(2020, 3, 1), date(2021, 4, 30)),
        ("Kolmas.", date(2023, 1, 1), None),
    ]


def test_an_act_that_changes_one_item_leaves_the_others() -> None:
    old = issued(subsection(1, "Tehtävät ovat:", items=("yksi;", "kaksi.")))
    printed = subsection(1, "Tehtävät ovat:", items=("uusi yksi;",), omission=True)

    first, second = wordings_of([old], [between("5 §:n 1 momentin 1 kohta", printed)])

    assert first.validity.valid_to == date(2021, 4, 30)
    assert second.unit.text == "Tehtävät ovat:\n1) uusi yksi;\n2) kaksi."


def test_a_subsection_after_a_line_of_omission_takes_its_number_from_the_clause() -> None:
    old = issued(subsection(1, "Ensimmäinen."), subsection(2, "Toinen."))
    printed = '<hcontainer name="omission"/><subsection><content><p>Uusi toinen.</p></content></subsection>'

    found = wordings_of([old], [between("5 §:n 2 momentti", printed)])

    assert [(w.key, w.unit.text) for w in found] == [
        ("10/2020:5:1", "Ensimmäinen."),
        ("10/2020:5:2", "Toinen."),
        ("10/2020:5:2", "Uusi toinen."),
    ]


def test_text_that_moved_to_another_number_stands_there_since_it_moved() -> None:
    old = issued(subsection(1, "Pysyvä."))
    new = issued(
        subsection(1, "Lisätty.", "20210020"),
        subsection(2, "Pysyvä."),
        version="20210020",
        amended_by=(("20/2021", "2021-05-01"),),
    )
    amending = between("5 §:ään uusi 1 momentti", subsection(1, "Lisätty."))

    found = {(w.key, w.unit.text): w.validity for w in wordings_of([old, new], [amending])}

    assert found["10/2020:5:1", "Pysyvä."] == Validity(date(2020, 3, 1), date(2021, 4, 30))
    assert found["10/2020:5:1", "Lisätty."] == Validity(date(2021, 5, 1))


def test_texts_of_two_acts_are_refused() -> None:
    with pytest.raises(ValueError, match="one Act in one language"):
        History([issued(subsection(1, "A.")), issued(subsection(1, "B."), act="11/2020")])


# --- The statutes themselves -------------------------------------------------------------------------------------


@cache
def library() -> Library:
    return Library(documents_under(FINLEX), {"380/2023": date(2025, 1, 1)})


def told(key: str, day: str) -> list[tuple[str, str]]:
    """(wording_by, beginning of the text) in Finnish on a day."""
    found = library().official(key, "fi", date.fromisoformat(day))
    return [(wording.wording_by, wording.unit.text) for wording in found]


@needs_finlex
@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("key", ["681/2023:13:3", "681/2023:15", "681/2023:17", "681/2023:21", "681/2023:48"])
def test_what_was_removed_before_its_first_day_never_applied(key: str, language: str) -> None:
    wordings = library().behind(key, language)

    assert wordings
    assert all(wording.validity.never_applied and wording.ended_by == "1100/2024" for wording in wordings)
    assert library().official(key, language, date(2025, 1, 1)) == []


@needs_finlex
@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("key", ["681/2023:45:2", "681/2023:59:1"])
def test_a_section_has_its_wording_as_issued_and_the_one_since_2025(key: str, language: str) -> None:
    as_issued, today = library().behind(key, language)

    assert as_issued.validity.never_applied
    assert (as_issued.wording_by, as_issued.enacted_on) == ("681/2023", date(2023, 4, 14))
    assert (today.wording_by, today.validity) == ("1100/2024", Validity(date(2025, 1, 1)))
    assert today.enacted_on == date(2024, 12, 30)


@needs_finlex
def test_the_two_year_report_stands_only_in_the_text_as_issued() -> None:
    as_issued, today = library().behind("681/2023:45:2", "fi")

    assert "vähintään kahden vuoden välein" in as_issued.unit.text
    assert "raportoi" not in today.unit.text


@needs_finlex
def test_support_ends_at_23_in_the_text_in_force() -> None:
    as_issued, today = library().behind("681/2023:34:2", "fi")

    assert ("25 vuotta" in as_issued.unit.text, as_issued.validity.never_applied) == (True, True)
    assert ("23 vuotta" in today.unit.text, today.wording_by) == (True, "322/2024")


@needs_finlex
def test_a_subsection_repealed_later_than_its_act_ends_later() -> None:
    (wording,) = library().behind("681/2023:63:3", "fi")

    assert wording.validity == Validity(date(2025, 1, 1), date(2025, 3, 31))
    assert wording.ended_by == "1100/2024"


@needs_finlex
@pytest.mark.parametrize(
    ("key", "day", "by"),
    [
        ("1386/2010:31:1", "2011-09-01", "1386/2010"),
        ("1386/2010:31:1", "2023-06-01", "936/2022"),
        ("1386/2010:31:1", "2024-08-01", "936/2022"),
        ("1386/2010:32:1", "2011-09-01", "1386/2010"),
        ("1386/2010:32:1", "2024-08-01", "1386/2010"),
        ("1386/2010:41:2", "2011-09-01", "1386/2010"),
        ("1386/2010:41:2", "2023-06-01", "936/2022"),
        ("1386/2010:41:3", "2023-06-01", "936/2022"),
        ("1386/2010:44:1", "2011-09-01", "1386/2010"),
        ("1386/2010:44:1", "2014-12-15", "906/2014"),
        ("1386/2010:44:1", "2016-01-01", "1134/2014"),
        ("1386/2010:44:1", "2023-06-01", "936/2022"),
        ("1386/2010:44:4", "2023-02-28", "906/2014"),
        ("1386/2010:44:4", "2023-03-01", "1083/2022"),
        ("1386/2010:27:2", "2024-06-30", "1083/2022"),
        ("1386/2010:27:2", "2024-07-01", "323/2024"),
    ],
)
def test_the_old_act_reads_on_each_date_as_worded_by_the_act_in_force(key: str, day: str, by: str) -> None:
    assert [wording_by for wording_by, _ in told(key, day)] == [by]


@needs_finlex
def test_the_repealed_act_says_nothing_from_2025() -> None:
    assert told("1386/2010:32", "2024-12-31") != []
    assert told("1386/2010:32", "2025-01-01") == []


@needs_finlex
def test_an_amendment_of_an_act_repealed_the_same_day_never_applied() -> None:
    never = [w for w in library().wordings("1386/2010", "fi") if w.wording_by == "392/2023"]

    assert never
    assert all(w.validity.never_applied and w.ended_by == "681/2023" for w in never)


@needs_finlex
@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("act", ["681/2023", "1386/2010"])
def test_no_unit_has_two_wordings_on_one_day(act: str, language: str) -> None:
    by_unit: dict[str, list[Wording]] = {}
    for wording in library().wordings(act, language):
        if not wording.validity.never_applied:
            by_unit.setdefault(wording.key, []).append(wording)

    for key, wordings in by_unit.items():
        days = sorted((w.validity.valid_from or date.min, w.validity.valid_to or date.max) for w in wordings)
        assert all(earlier[1] < later[0] for earlier, later in zip(days, days[1:], strict=False)), key


@needs_finlex
@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize(
    ("act", "version"), [("681/2023", "20241100"), ("1386/2010", "20221083"), ("1386/2010", "20220936")]
)
def test_on_the_day_of_a_version_the_text_is_that_version(act: str, version: str, language: str) -> None:
    history = library().history(act, language)
    assert history is not None
    (version_text,) = [found for found in history.texts if found.version == version]
    day = {"20241100": date(2025, 1, 1), "20221083": date(2023, 3, 1), "20220936": date(2023, 1, 1)}[version]

    expected = {unit.key: unit.text for unit in version_text.units if not unit.is_placeholder}
    found = {w.unit.key: w.unit.text for w in history.wordings() if w.validity.covers(day)}

    assert found == expected
