from __future__ import annotations

from assistant.domain.passage import Tense
from assistant.knowledge.corpus import load_corpus
from assistant.knowledge.passages import corpus_passages
from assistant.settings import REPOSITORY
from evals.scorers import SAYS_SO


def test_what_is_told_as_history_begins_by_saying_that_it_is_history() -> None:
    silent = []
    for passage in corpus_passages(load_corpus(REPOSITORY / "corpus")):
        past = [passage.quote(statement) for statement in passage.statements if statement.tense is Tense.PAST]
        if past and not SAYS_SO.search(past[0]):
            silent.append(f"{passage.id}: {past[0]}")

    assert silent == []
