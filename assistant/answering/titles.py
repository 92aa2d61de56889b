"""What a record is about, in words that claim nothing."""

from __future__ import annotations

from assistant.domain.query import ScoredPassage
from assistant.knowledge.catalogue import Catalogue


def title_of_matter(matter: str, catalogue: Catalogue, language: str) -> str:
    """The matter's title in `language`; its id where it has none."""
    return catalogue.matters.get(matter, {}).get(language, matter)


def title_of(item: ScoredPassage, catalogue: Catalogue, language: str) -> str:
    """The main matter of the row that the passage restates; the passage's last heading where it restates none."""
    row = catalogue.requirements.get(item.passage.row_id)
    if row is not None and row.matters:
        return title_of_matter(row.matters[0], catalogue, language)
    return item.passage.headings[-1] if item.passage.headings else item.passage.locator
