"""Small statutes in Akoma Ntoso for the tests, written by hand in the shape of the publisher's."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.statutes.akoma_ntoso import read_statute
from ingest.statutes.model import StatuteText

FINLEX = Path(__file__).resolve().parents[3].parent / "shared" / "originals" / "finlex"
needs_finlex = pytest.mark.skipif(not FINLEX.is_dir(), reason="the statutes are not here")

_NAMES = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0" xmlns:finlex="http://data.finlex.fi/schema/finlex"'


def subsection(number: int, text: str, by: str = "", items: tuple[str, ...] = (), omission: bool = False) -> str:
    """A subsection; `by` is the amending Act as YYYYNNNN, `items` have their numbers in order."""
    attribute = f' finlex:originalVersion="@{by}"' if by else ""
    line = '<hcontainer name="omission"/>' if omission else ""
    if not items:
        inner = f"<content><p>{text}</p></content>"
    else:
        paragraphs = "".join(
            f"<paragraph><num>{k})</num><content><p>{item}</p></content></paragraph>" for k, item in enumerate(items, 1)
        )
        inner = f"<intro><p>{text}</p></intro>{paragraphs}"
    return f'<subsection eId="sec_x__subsec_{number}"{attribute}>{inner}{line}</subsection>'


def placeholder(text: str) -> str:
    """The note that stands where a unit was."""
    return f"<content><p><i>{text}</i></p></content>"


def section(number: str, heading: str, *inner: str, by: str = "") -> str:
    """A section with what is in it."""
    attribute = f' finlex:originalVersion="@{by}"' if by else ""
    head = f"<heading>{heading}</heading>" if heading else ""
    return f'<section eId="sec_{number}"{attribute}><num>{number} §</num>{head}{"".join(inner)}</section>'


def document(
    body: str,
    *,
    act: str = "10/2020",
    language: str = "fin",
    version: str = "",
    issued: str = "2020-02-01",
    in_force: str = "2020-03-01",
    ended: str = "",
    repealed_by: str = "",
    amended_by: tuple[tuple[str, str], ...] = (),
    consolidated: str = "",
    enacting: str = "",
    amends: str = "",
    entry: str = "",
    title: str = "Laki kokeilusta",
) -> bytes:
    """One document of an Act as bytes."""
    number, year = act.split("/")
    kind = "statute-consolidated" if version else "statute"
    address = f"/akn/fi/act/{kind}/{year}/{number}/{language}@{version}"
    amendments = "".join(
        f'<finlex:statuteReference><finlex:ref href="/akn/fi/act/statute/{by.split("/")[1]}/{by.split("/")[0]}">{by}'
        f'</finlex:ref><finlex:inForce><finlex:dateEntryIntoForce date="{day}"/></finlex:inForce>'
        "</finlex:statuteReference>"
        for by, day in amended_by
    )
    repeal = (
        f'<finlex:repealedBy><finlex:statuteReference><finlex:ref href="/akn/fi/act/statute/'
        f'{repealed_by.split("/")[1]}/{repealed_by.split("/")[0]}">{repealed_by}</finlex:ref>'
        "</finlex:statuteReference></finlex:repealedBy>"
        if repealed_by
        else ""
    )
    affected = ""
    if amends:
        other, its_year = amends.split("/")
        affected = f'(<affectedDocument href="/akn/fi/act/statute/{its_year}/{other}">{amends}</affectedDocument>) '
    end = f'<finlex:dateInForceEnd date="{ended}"/>' if ended else ""
    entering = (
        f'<finlex:inForce><finlex:dateEntryIntoForce date="{in_force}"/>{end}</finlex:inForce>' if in_force else ""
    )
    days = f'<FRBRdate date="{consolidated}" name="dateConsolidated"/>' if consolidated else ""
    clause = (
        f'<block name="substitutions">muutetaan kokeilusta annetun lain {affected}{enacting}</block>' if amends else ""
    )
    entry_text = f'<hcontainer name="entryIntoForce"><content><p>{entry}</p></content></hcontainer>' if entry else ""
    return f"""<akomaNtoso {_NAMES}><act name="main"><meta><identification source="#x">
<FRBRWork><FRBRdate date="{issued}" name="dateIssued"/></FRBRWork>
<FRBRExpression><FRBRuri value="{address}"/>{days}<FRBRlanguage language="{language}"/></FRBRExpression>
<FRBRManifestation><FRBRdate date="2025-02-21" name="dateProduced"/></FRBRManifestation></identification>
<proprietary source="#x"><finlex:typeStatute refersTo="#act"/>{entering}
<finlex:amendedBy>{amendments}</finlex:amendedBy>{repeal}</proprietary></meta>
<preface><p><docNumber>{act}</docNumber><docTitle>{title}</docTitle></p></preface>
<preamble><formula name="enactingClause"><p>Säädetään:</p>{clause}</formula></preamble>
<body><hcontainer name="statuteProvisionsWrapper">{body}</hcontainer>{entry_text}</body></act></akomaNtoso>""".encode()


def text(body: str, **values: object) -> StatuteText:
    """The same, read."""
    return read_statute(document(body, **values), "test")  # type: ignore[arg-type]
