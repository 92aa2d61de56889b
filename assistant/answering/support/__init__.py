"""Whether evidence supports a claim, in Finnish, Swedish and English and across them, without a model."""

from assistant.answering.support.score import LEAST_SUPPORT, Support, support_of

__all__ = ["LEAST_SUPPORT", "Support", "support_of"]
