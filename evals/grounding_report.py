"""The verifier's figures as tables for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from evals.figure_table import Cell, FigureTable, interval_text

TITLE = "Are claims borne out by their evidence?"
EXPLANATION = (
    "Before a sentence is shown, Koto compares it with the text that it cites. Here that check is tried on pairs of "
    "a claim and a text of which people or the makers of the set had said whether the text bears the claim out. "
    "AUROC is the chance that a claim that is borne out scores above one that is not: 1 is perfect, .5 is a coin. "
    "F1 tells how well showing only what reaches the least score works, from 0 to 1. “overlap” counts shared words, "
    "“embedding” compares meanings; they are given the least score that suits them best, Koto the one that it is "
    "shipped with. A dash means that the figure has no meaning there."
)


def tables(document: Mapping[str, Any]) -> tuple[FigureTable, ...]:
    """The table of sets and systems, that of what Koto shows, and that of kinds of change."""
    return (
        FigureTable(
            "By set and language of the claim (“across”: evidence in another language), with 95 % intervals",
            ("set", "language", "system", "pairs", "AUROC", "interval", "F1", "interval", "koto above", "interval"),
            tuple(_systems(document)),
            named=3,
        ),
        FigureTable(
            f"What Koto shows at its least support of {document['least_support']:g}",
            ("set", "language", "pairs", "unsupported shown", "supported kept"),
            tuple(
                (row["set"], row["language"], row["pairs"], row["unsupported_shown"], row["supported_kept"])
                for row in document["sets"]
            ),
            named=2,
        ),
        FigureTable(
            "By kind of change; “paraphrase” is supported, all others should not be shown. "
            f"Ten sentences, nothing read before: {document['ms_for_ten']:.1f} ms",
            ("set", "kind", "pairs", "shown"),
            tuple((row["set"], row["kind"], row["pairs"], row["shown"]) for row in document["kinds"]),
            named=2,
        ),
    )


def _systems(document: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    for row in document["sets"]:
        for system in row["systems"]:
            above = system.get("koto_above")
            yield (
                row["set"],
                row["language"],
                system["system"],
                row["pairs"],
                system["auroc"]["value"],
                interval_text(system["auroc"]["low"], system["auroc"]["high"]),
                system["f1"]["value"],
                interval_text(system["f1"]["low"], system["f1"]["high"]),
                f"{above['value']:+.3f}" if above else "",
                f"{above['low']:+.3f} to {above['high']:+.3f}" if above else "",
            )
