"""What an answer is made of: its parts, each a record that answers and the records that belong to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.domain.query import ScoredPassage


@dataclass(frozen=True)
class Part:
    """What answers one part of the question."""

    lead: ScoredPassage
    companions: tuple[ScoredPassage, ...] = ()
    """Rows that complete the lead, told after it."""
    history: tuple[ScoredPassage, ...] = ()
    """How the matter stood before, or never stood; for a lead that is history itself, how it stands now."""
    remarks: tuple[ScoredPassage, ...] = ()
    """Guidance that disagrees with the law on the as-of date."""
    later: tuple[ScoredPassage, ...] = ()
    """Rows on the matter that begin to apply after the as-of date."""

    title: str = ""
    """What the part is about: the matter of its lead, a neutral name."""
    asked: str = ""
    """The part of the question that it answers, where several things are asked."""
    denies: str = ""
    """Where the lead says that the law asks for no such thing: a pattern of the words for it."""

    is_no_longer_so: bool = False
    """The question takes for today's law what the history tells."""

    @property
    def told(self) -> tuple[ScoredPassage, ...]:
        """What the sentences of the part tell, in order."""
        return (self.lead, *self.companions, *self.history)


@dataclass(frozen=True)
class Selection:
    """The parts of an answer; empty when no record may be told."""

    parts: tuple[Part, ...]
    asked: tuple[str, ...] = ()
    """The parts of the question in order, where several things are asked and each is answered on its own; else none."""
    told_above: dict[str, str] = field(default_factory=dict)
    """Parts of the question whose answer another part tells already, with what they are about."""
    loosely_told: frozenset[str] = frozenset()
    """Those of them of which the record told above has no word, or not the time or the sum that they ask for."""
    outside: frozenset[str] = frozenset()
    """Parts of the question that lie outside what the sources cover."""

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The parts of the question that nothing answers."""
        answered = {part.asked for part in self.parts} | self.told_above.keys()
        return tuple(asked for asked in self.asked if asked not in answered)

    def cited(self) -> tuple[ScoredPassage, ...]:
        """Every passage that the answer may cite, each once, in order of telling."""
        items = (item for part in self.parts for item in (*part.told, *part.remarks, *part.later))
        return tuple({item.passage.id: item for item in items}.values())
