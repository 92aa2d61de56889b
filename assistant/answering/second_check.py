"""A model of inference as a second check of a claim: it must pass both, and a contradiction fails it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from assistant.answering.steps import Steps
from assistant.answering.support import Support
from assistant.protocols import Nli

LEAST_ENTAILED = 0.5
"""Least chance of entailment with which a claim passes, of the text that bears it out best."""
LEAST_CONTRADICTED = 0.5
"""Chance of contradiction by any text from which a claim fails."""
STEP = "entailment"

SecondCheck = Callable[[str, Sequence[str], Support], Support]
"""(claim, evidence, what the first check says) to what both say."""


def first_check_stands(claim: str, evidence: Sequence[str], support: Support) -> Support:
    """No second check: what the first one says."""
    return support


def second_check(nli: Nli | None, steps: Steps | None = None) -> SecondCheck:
    """The check with `nli`, whose time counts as a step of its own; without one, the first check stands."""
    if nli is None:
        return first_check_stands
    return partial(_timed, nli, steps or Steps())


def _timed(nli: Nli, steps: Steps, claim: str, evidence: Sequence[str], support: Support) -> Support:
    if not support.supported:
        # Nothing that the model says could let it pass.
        return support
    with steps.timed(STEP):
        return joined(nli, claim, evidence, support)


def joined(nli: Nli, claim: str, evidence: Sequence[str], support: Support) -> Support:
    """What both checks say of a claim that passed the first: the lower score, and the model's reasons against it.

    The model reads each text, and all of them together: a rule and the heading that names it may bear a claim out only
    as one.
    """
    texts = [text for text in evidence if text.strip()]
    premises = [*texts, "\n".join(texts)] if len(texts) > 1 else texts
    found = nli.judge([(premise, claim) for premise in premises])
    entailed = max((one.entailed for one in found), default=0.0)
    contradicted = max((one.contradicted for one in found), default=0.0)
    reasons = []
    if contradicted >= LEAST_CONTRADICTED:
        reasons.append(f"the NLI model finds a contradiction ({contradicted:.2f})")
    if not entailed >= LEAST_ENTAILED:
        reasons.append(f"the NLI model finds no entailment ({entailed:.2f}, wanted {LEAST_ENTAILED:g})")
    least = min(entailed, 1.0 - contradicted) if reasons else entailed
    return Support(round(min(support.score, least), 4), tuple(reasons))
