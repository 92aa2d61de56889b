"""How surely evidence supports a claim: a logistic regression within a language, and one across languages."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.support.alignment import Alignment, align
from assistant.answering.support.checks import problems
from assistant.answering.support.features import features
from assistant.answering.support.problem import Problem
from assistant.answering.support.reading import Reading, read, read_all

LEAST_SUPPORT = 0.5
"""Least support with which a claim is shown."""
CONTRADICTED = 0.4
"""What is left of the support of a claim with a certain problem; it is then always below `LEAST_SUPPORT`."""

# Logistic regressions, made by `python -m evals.calibrate_support`; one weight a name of FEATURES.
SAME_LANGUAGE = (
    -0.07,  # intercept
    1.15,  # window
    1.15,  # weakest
    0.36,  # concepts
    -0.71,  # gap
    -1.35,  # names
    -3.73,  # fact
    -2.79,  # denial
    -7.09,  # modality
    -4.50,  # qualifier
    -6.20,  # sweeping
    -4.29,  # bound
    -7.63,  # actor
    -3.95,  # role
)
"""Claim and evidence in one language; the intercept first."""
ACROSS_LANGUAGES = (
    -3.26,  # intercept
    4.93,  # window
    0.31,  # weakest
    2.26,  # concepts
    0.24,  # gap
    0.59,  # names
    -6.94,  # fact
    -4.80,  # denial
    -6.61,  # modality
    -7.78,  # qualifier
    -5.90,  # sweeping
    -6.84,  # bound
    -5.24,  # actor
    -4.08,  # role
)
"""No evidence in the claim's language."""


@dataclass(frozen=True, slots=True)
class Support:
    """What the check says of a claim and its evidence."""

    score: float
    """Chance in [0, 1] that the evidence supports the claim, where as many claims are supported as not."""
    reasons: tuple[str, ...] = ()
    """Why it is not supported; empty when it is."""

    @property
    def supported(self) -> bool:
        """Whether the claim may be shown."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Comparison:
    """A claim compared with its evidence, before it is scored."""

    values: tuple[float, ...]
    """One a name of `FEATURES`."""
    problems: tuple[Problem, ...]
    across: bool
    """Whether no evidence is in the claim's language."""
    verbatim: bool
    """Whether every sentence of the claim stands in the evidence as it is."""

    @property
    def certain(self) -> tuple[str, ...]:
        """Reasons that fail the claim whatever its score."""
        return tuple(problem.reason for problem in self.problems if problem.certain)


def support_of(claim: str, evidence: Sequence[str], language: str = "", *, least: float = LEAST_SUPPORT) -> Support:
    """How surely `evidence` supports `claim`, and why not where it does not.

    `language` is the claim's (fi, sv or en); without it, it is guessed. Evidence may be in any of the three. What
    was read once is remembered, so that the claims of one answer cost milliseconds together. Where a provision's
    number or its Act stands in a heading only, give that heading as evidence too.
    """
    comparison = compare(claim, evidence, language)
    if comparison.verbatim:
        return Support(1.0)
    score = _chance(comparison.values, ACROSS_LANGUAGES if comparison.across else SAME_LANGUAGE)
    if comparison.certain:
        return Support(round(score * CONTRADICTED, 4), comparison.certain)
    if score < least:
        doubts = tuple(problem.reason for problem in comparison.problems)
        return Support(round(score, 4), (f"support {score:.2f} is below {least:g}", *doubts))
    return Support(round(score, 4))


def compare(claim: str, evidence: Sequence[str], language: str = "") -> Comparison:
    """The numbers and problems that `support_of` scores."""
    said, known = read(claim), read_all(tuple(evidence))
    alignment = align(said, known)
    found = tuple(problems(said, known, alignment))
    own = frozenset({language}) if language else said.languages
    return Comparison(
        values=features(alignment, found),
        problems=found,
        across=bool(own and known.languages and not own & known.languages),
        verbatim=_is_verbatim(said, known, alignment),
    )


def _is_verbatim(claim: Reading, evidence: Reading, alignment: Alignment) -> bool:
    if alignment.missing:
        return False
    there = {_bare(sentence.text) for sentence in evidence.sentences}
    return bool(claim.sentences) and all(_bare(sentence.text) in there for sentence in claim.sentences)


def _bare(text: str) -> str:
    return " ".join(text.split()).strip(" .;:!")


def _chance(values: Sequence[float], weights: Sequence[float]) -> float:
    intercept, *slopes = weights
    sum_ = intercept + math.fsum(slope * value for slope, value in zip(slopes, values, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, sum_))))
