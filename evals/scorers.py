"""Deterministic scorers of an answer against its sample. Each gives a value in [0, 1], or None where undefined."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from assistant.answering.verify import figures
from assistant.domain.answer import Answer, Caveat, Citation, Sentence, SentenceKind
from assistant.domain.passage import Passage
from assistant.domain.source import Standing
from assistant.knowledge.provision import act_of, covers, names_a_section, parts_of
from assistant.language.detect import detect_language
from assistant.templates import written_date
from evals.sample import Sample

LEAST_SHARE = 0.75
"""Least share of a claim's words that its quotes hold. The scorer reads words alone: it must not trust the verifier."""
_WORD = re.compile(r"[^\W\d_]{3,}")

NOT_CURRENT = frozenset({Standing.REPEALED, Standing.NEVER_IN_FORCE, Standing.NOT_YET_IN_FORCE, Standing.PLANNED})


@dataclass(frozen=True)
class Scored:
    """An answer with what it is scored against."""

    sample: Sample
    answer: Answer
    passages: Mapping[str, Passage]
    """The passages that the answer cites, by id."""
    sections_of_row: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By row of the catalogue: the sections of law that deal with the matters of the row (`sections_by_row`)."""

    @property
    def claims(self) -> list[Sentence]:
        """The sentences that say something about the world."""
        return [sentence for sentence in self.answer.sentences if sentence.kind is SentenceKind.CLAIM]

    @property
    def shown(self) -> str:
        """The shown sentences, one a line."""
        return "\n".join(sentence.text for sentence in self.answer.sentences)

    @property
    def shown_with_caveats(self) -> str:
        """The shown sentences and caveats, one a line."""
        return "\n".join((self.shown, *(caveat.text for caveat in self.answer.caveats)))


Scorer = Callable[[Scored], float | None]


def status_is_right(scored: Scored) -> float | None:
    """Whether the status is one of those expected."""
    return float(scored.answer.status.value in scored.sample.expected_status)


def provision_is_cited(scored: Scored) -> float | None:
    """Whether every provision that must be cited is; None where nothing must be."""
    share = citation_recall(scored)
    return None if share is None else float(share == 1.0)


def citation_recall(scored: Scored) -> float | None:
    """Share of the provisions that must be cited and are; None where nothing must be.

    A citation of the whole section counts for one of its subsections, and the other way round.
    """
    wanted = [provision.key for provision in scored.sample.provisions]
    if not wanted:
        return None
    cited = {key for passage in scored.passages.values() for key in passage.provisions if names_a_section(key)}
    met = [any(covers(key, want) or covers(want, key) for key in cited) for want in wanted]
    return sum(met) / len(met)


def citation_precision(scored: Scored) -> float | None:
    """Share of the places that the claims cite which belong to what was asked; None where that cannot be said.

    A place belongs to it when it lies in a section that must be cited, whatever its subsection, or when the catalogue
    has its row and such a section under one matter: the same rule in the Act before, the wording that never applied,
    guidance about it. A place counts once however many claims cite it, so that a list of eight items weighs no more
    than one sentence. Undefined where no provision must be cited, and where the claims cite nothing.

    A place outside can still be right and useful (a rule that completes the answer), so this is no part of "right".
    Whether a citation bears out its claim is another question: `claims_are_supported`.
    """
    wanted = frozenset(section_of(provision.key) for provision in scored.sample.provisions)
    cited = {citation.passage_id for claim in scored.claims for citation in claim.citations}
    if not wanted or not cited:
        return None
    return sum(bool(_sections(scored, passage_id) & wanted) for passage_id in cited) / len(cited)


def _sections(scored: Scored, passage_id: str) -> frozenset[str]:
    passage = scored.passages.get(passage_id)
    if passage is None:
        return frozenset()
    own = frozenset(section_of(key) for key in passage.provisions if names_a_section(key))
    return own | scored.sections_of_row.get(passage.row_id, frozenset())


def section_of(key: str) -> str:
    """The key of the section that a provision is or lies in: "681/2023:45" for "681/2023:45:1"."""
    return f"{act_of(key)}:{parts_of(key)[0]}"


def facts_are_told(scored: Scored) -> float | None:
    """Share of the gold facts found in the sentences and caveats; None where there are none."""
    if not scored.sample.gold_facts:
        return None
    found = [_any_found(patterns, scored.shown_with_caveats) for patterns in scored.sample.gold_facts]
    return sum(found) / len(found)


def everything_is_told(scored: Scored) -> float | None:
    """Whether no gold fact is missing; None where there are none."""
    share = facts_are_told(scored)
    return None if share is None else float(share == 1.0)


def list_items_are_told(scored: Scored) -> float | None:
    """Share of the gold facts told where the question asks for a list; None where it does not."""
    return facts_are_told(scored) if "list" in scored.sample.tags else None


def nothing_forbidden(scored: Scored) -> float | None:
    """Whether no forbidden statement is shown."""
    return float(not _any_found(scored.sample.forbidden, scored.shown))


def language_is_right(scored: Scored) -> float | None:
    """Whether the answer says that it is in the sample's language, and its sentences are."""
    own = scored.answer.language == scored.sample.language
    told = detect_language(scored.shown)
    return float(own and told in {scored.sample.language, "und"})


def quotes_are_exact(scored: Scored) -> float | None:
    """Share of citations whose quote is exactly the cited text; None without citations."""
    told: Iterable[Sentence | Caveat] = (*scored.answer.sentences, *scored.answer.caveats)
    citations = [citation for told_one in told for citation in told_one.citations]
    if not citations:
        return None
    return sum(is_exact(citation, scored) for citation in citations) / len(citations)


def is_exact(citation: Citation, scored: Scored) -> bool:
    """Whether the quote is the cited text, letter by letter."""
    passage = scored.passages.get(citation.passage_id)
    return passage is not None and passage.text[citation.start : citation.end] == citation.quote


def claims_are_supported(scored: Scored) -> float | None:
    """Share of the claims that their citations bear out; None without claims.

    A claim is borne out when it cites something, all its quotes are exact, and together they hold at least
    `LEAST_SHARE` of its words and every figure. A figure may also stand in the cited place's locator or be a day of
    its validity: a claim that quotes a statute's wording names both before the quote.
    """
    if not scored.claims:
        return None
    return sum(is_supported(claim, scored) for claim in scored.claims) / len(scored.claims)


def is_supported(claim: Sentence, scored: Scored) -> bool:
    """Whether the citations of the claim bear it out."""
    if not claim.citations or not all(is_exact(citation, scored) for citation in claim.citations):
        return False
    cited = [scored.passages[citation.passage_id] for citation in claim.citations]
    quoted = " ".join(citation.quote for citation in claim.citations)
    places = " ".join(_place_and_time(passage, scored.answer.language) for passage in cited)
    words = [word.lower() for word in _WORD.findall(claim.text)]
    known = {word.lower() for word in _WORD.findall(f"{quoted} {places}")}
    share = sum(word in known for word in words) / len(words) if words else 1.0
    return not figures(claim.text) - figures(f"{quoted} {places}") and share >= LEAST_SHARE


def _place_and_time(passage: Passage, language: str) -> str:
    days = [day for day in (passage.validity.valid_from, passage.validity.valid_to) if day]
    return " ".join([passage.locator, *(written_date(day, language) for day in days)])


def nothing_repealed_as_current(scored: Scored) -> float | None:
    """Whether what is told from law that does not apply on the date says so itself.

    The first claim from each such passage must: it names the end, or that the wording never applied or is a plan.
    """
    return float(not told_as_current(scored))


def told_as_current(scored: Scored) -> list[Sentence]:
    """The claims that tell law which does not apply on the date as if it did."""
    standing_of = {source.n: source.standing for source in scored.answer.sources}
    said: set[str] = set()
    silent = []
    for claim in scored.claims:
        new = [citation for citation in claim.citations if citation.passage_id not in said]
        standings = {standing_of[citation.n] for citation in new} & NOT_CURRENT
        if not all(_says_so(claim.text, standing) for standing in standings):
            silent.append(claim)
        said |= {citation.passage_id for citation in new}
    return silent


def _says_so(text: str, standing: Standing) -> bool:
    pattern = SAYS_SO if standing in {Standing.REPEALED, Standing.NEVER_IN_FORCE} else SAYS_THAT_IT_IS_TO_COME
    return pattern.search(text) is not None


SAYS_SO = re.compile(
    r"ei enää (?:ole )?voimassa|gäller inte längre|no longer in force|"
    r"kumo|\basti\b|31\.12\.2024|koskaan|sovellettiin|alkuper|aiem|kertoi|"
    r"upphäv|till och med|till den \d+ \w+ 20\d\d|aldrig|ursprunglig|tillämpa[ts]|tidigare|handlade om|"
    r"repeal|until|to \d{1,2} \w+ 20\d\d|never|original|before .{1,40} appl|before it appl|earlier|told of",
    re.I,
)
"""Words by which a statement says itself that its rule is no longer, or never was, law."""

SAYS_THAT_IT_IS_TO_COME = re.compile(
    r"suunnit|luonno|ehdot|esity|tulee voimaan|planera|utkast|förslag|proposition|träder i kraft|"
    r"\bplan(s|ned)?\b|draft|bill|propos|enters? into force",
    re.I,
)
"""Words by which a statement says itself that its rule is not yet law."""


def is_right(scored: Scored) -> float | None:
    """Whether everything about the answer is right: status, provisions, facts, nothing forbidden, language."""
    parts = (status_is_right, provision_is_cited, facts_are_told, nothing_forbidden, language_is_right)
    values = [part(scored) for part in parts]
    return float(all(value in (None, 1.0) for value in values))


SCORERS: dict[str, Scorer] = {
    "right": is_right,
    "status": status_is_right,
    "provision": provision_is_cited,
    "citation_recall": citation_recall,
    "citation_precision": citation_precision,
    "facts": facts_are_told,
    "complete": everything_is_told,
    "list_items": list_items_are_told,
    "nothing_forbidden": nothing_forbidden,
    "language": language_is_right,
    "quotes_exact": quotes_are_exact,
    "claims_supported": claims_are_supported,
    "nothing_repealed_as_current": nothing_repealed_as_current,
}


def _any_found(patterns: tuple[str, ...], text: str) -> bool:
    return any(re.search(pattern, text, re.I) for pattern in patterns)
