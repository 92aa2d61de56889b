"""One thing in a claim that does not agree with its evidence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not agree."""

    kind: str
    """fact, provision, absence, denial, modality, qualifier, sweeping, condition, bound, actor or role."""
    reason: str
    certain: bool
    """Whether it alone fails the claim; otherwise it only lowers the score."""
