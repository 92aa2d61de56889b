"""Deterministic scorers of an answer against its sample. Each gives a value in [0, 1], or None where undefined."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.domain.answer import Answer, SentenceKind
from assistant.domain.passage import Passage
from assistant.domain.source import Standing
from assistant.knowledge.provision import covers
from assistant.language.detect import detect_language
from evals.sample import Sample

NOT_CURRENT = frozenset({Standing.REPEALED, Standing.NEVER_IN_FORCE, Standing.NOT_YET_IN_FORCE, Standing.PLANNED})


@dataclass(frozen=True)
class Scored:
    """An answer with what it is scored against."""

    sample: Sample
    answer: Answer
    passages: Mapping[str, Passage]
    """The passages that the answer cites, by id."""

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
    """Share of the provisions that must be cited and are; None where nothing must be.

    A citation of the whole section counts for one of its subsections, and the other way round.
    """
    wanted = [provision.key for provision in scored.sample.provisions]
    if not wanted:
        return None
    cited = {key for passage in scored.passages.values() for key in passage.provisions}
    met = [any(covers(key, want) or covers(want, key) for key in cited) for want in wanted]
    return sum(met) / len(met)


def facts_are_told(scored: Scored) -> float | None:
    """Share of the gold facts found in the sentences and caveats; None where there are none."""
    if not scored.sample.gold_facts:
        return None
    found = [_any_found(patterns, scored.shown_with_caveats) for patterns in scored.sample.gold_facts]
    return sum(found) / len(found)


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
    citations = [citation for sentence in scored.answer.sentences for citation in sentence.citations]
    citations += [citation for caveat in scored.answer.caveats for citation in caveat.citations]
    if not citations:
        return None
    exact = [
        (passage := scored.passages.get(citation.passage_id)) is not None
        and passage.text[citation.start : citation.end] == citation.quote
        for citation in citations
    ]
    return sum(exact) / len(exact)


def nothing_repealed_as_current(scored: Scored) -> float | None:
    """Whether what is told from law that does not apply on the date says so itself.

    The first claim from each such passage must: it names the end, or that the wording never applied.
    """
    standing_of = {source.n: source.standing for source in scored.answer.sources}
    said: set[str] = set()
    for sentence in scored.answer.sentences:
        if sentence.kind is not SentenceKind.CLAIM or not sentence.citations:
            continue
        cited = sentence.citations[0]
        if standing_of[cited.n] in NOT_CURRENT and cited.passage_id not in said and not SAYS_SO.search(sentence.text):
            return 0.0
        said.add(cited.passage_id)
    return 1.0


SAYS_SO = re.compile(
    r"kumo|asti|31\.12\.2024|koskaan|sovellettiin|alkuper|suunnitel|luonno|ehdot|aiem|"
    r"upphäv|till och med|till den \d+ \w+ 20\d\d|aldrig|ursprunglig|tillämpa|plan|utkast|förslag|tidigare|"
    r"repeal|until|to 31 December 2024|never|original|before .{1,40} appl|before it appl|plan|draft|bill|earlier",
    re.I,
)
"""Words by which a statement says itself that its rule is no longer, never was, or is not yet law."""


def is_right(scored: Scored) -> float | None:
    """Whether everything about the answer is right: status, provisions, facts, nothing forbidden, language."""
    parts = (status_is_right, provision_is_cited, facts_are_told, nothing_forbidden, language_is_right)
    values = [part(scored) for part in parts]
    return float(all(value in (None, 1.0) for value in values))


SCORERS: dict[str, Scorer] = {
    "right": is_right,
    "status": status_is_right,
    "provision": provision_is_cited,
    "facts": facts_are_told,
    "nothing_forbidden": nothing_forbidden,
    "language": language_is_right,
    "quotes_exact": quotes_are_exact,
    "nothing_repealed_as_current": nothing_repealed_as_current,
}


def _any_found(patterns: tuple[str, ...], text: str) -> bool:
    return any(re.search(pattern, text, re.I) for pattern in patterns)
