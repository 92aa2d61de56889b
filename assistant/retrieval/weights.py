"""How much each sign of nearness counts; chosen by measurement, see DECISIONS.md."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Weights:
    """How much each searcher counts, and how cosines are spread over [0, 1].

    e5's cosines lie close together: unrelated texts at about .75, paraphrases above .9. Those of questions are
    taken in the learnt space: the sixtieth nearest lies at about .25, another of the same row between .3 and .8.
    """

    words: float = 0.4
    passages: float = 0.2
    asks: float = 0.35
    """For the nearest question of the row."""
    rows: float = 0.6
    """For what the classifier of rows says; without one the nearest question counts for both."""
    overlap: float = 0.25
    """For the share of the query's words that the passage holds."""
    passage_zero: float = 0.76
    passage_one: float = 0.90
    ask_zero: float = 0.2
    ask_one: float = 0.85
    row_zero: float = 0.0
    row_one: float = 10.0
    not_current: float = 0.9
    """Factor for what does not apply on the as-of date: it decides among equals only."""
    as_issued: float = 1.1
    """Factor for what never applied, where the question asks for the text as it was issued."""
    not_yet: float = 0.75
    """Factor for what begins to apply after the as-of date."""
    term: float = 0.85
    """Factor for the record of a word, unless the question asks what a word means."""
    guidance: float = 0.8
    """Factor for pages that recommend, unless the question asks for what they say: it asks for the law."""
    listed: float = 1.1
    """Factor for a record with a list, where the question asks for several things."""
    unnamed: float = 0.85
    """Factor for a rule for a group of people or a time that the question does not name."""
    named: float = 1.15
    """Factor for what is on a provision that the question names."""
    timeless: float = 0.85
    """Factor for a record that tells no time, where the question asks how long, how often or by when."""
    sumless: float = 0.85
    """Factor for a record that names no sum, where the question asks how much."""
    denial: float = 0.9
    """Factor for what the law leaves out of a matter that it has rules on, where an open question asks for a rule."""
    other_act: float = 0.85
    """Factor for the text of statutes that the catalogue is not about, unless the question names the Act."""
    crossed: float = 0.7
    """Share that a hit by the words of another language counts of one by the question's own."""
    statute_asks: float = 0.4
    """Share of a statute's nearness that counts as nearness of a question that it answers."""
    lent: float = 1.0
    """Share of a statute's scores that count for the rows that tell it."""
    authority: float = 0.02
    """Added for authority 100, in proportion below it: it decides among near-equals only."""
