from __future__ import annotations

from assistant.domain.passage import Tense
from assistant.knowledge.corpus import load_corpus
from assistant.knowledge.passages import corpus_passages
from assistant.settings import REPOSITORY
from evals.scorers import SAYS_SO


def test_every_statement_of_history_says_itself_that_it_is_history() -> None:
    silent = [
        f"{passage.id}: {passage.quote(statement)}"
        for passage in corpus_passages(load_corpus(REPOSITORY / "corpus"))
        for statement in passage.statements
        if statement.tense is Tense.PAST and not SAYS_SO.search(passage.quote(statement))
    ]

    assert silent == []
