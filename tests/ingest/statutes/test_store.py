"""The stores of what was fetched and added: apart from builds, whole after every crash, changed by a person's word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.errors import SourceUnreadable
from ingest.changes import Wanted, apply
from ingest.originals import Originals
from ingest.report import SourceReport
from ingest.statutes.finlex import ActReference, Documents, Fetched
from ingest.statutes.store import FetchedAct, StatuteStore
from ingest.vector_cache import VectorCache
from tests.factories import TODAY
from tests.fakes import FailingEmbedder, HashEmbedder
from tests.ingest.small_run import run, settings_in
from tests.ingest.statutes.akn import document, section, subsection

ACT = ActReference("10/2020")
FIN, SWE = (f"/akn/fi/act/statute/2020/10/{language}@" for language in ("fin", "swe"))
LATER = TODAY + timedelta(days=8)


def body(text: str, language: str = "fin") -> bytes:
    return document(section("5", "Tehtävät", subsection(1, text)), language=language)


OLD = (Fetched(FIN, body("Vanha.")), Fetched(SWE, body("Gammal.", "swe")))
NEW = (Fetched(FIN, body("Uusi.")), Fetched(SWE, body("Ny.", "swe")))


def documents(*fetched: Fetched, etag: str = '"1"') -> Documents:
    return Documents(tuple(fetched), {one.address: etag for one in fetched}, {})


def keep(
    store: StatuteStore, found: Documents, today: date = TODAY, *, needs_approval: bool = False
) -> tuple[FetchedAct, str]:
    return store.keep(ACT, "https://example.org/v1", found, today, needs_approval=needs_approval)


def words(act: FetchedAct | None) -> list[str]:
    """The texts, Finnish before Swedish."""
    assert act is not None
    return [text.units[0].text for text in act.texts]


def files(directory: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in sorted(directory.rglob("*")) if file.is_file()}


# -- fetched statutes -----------------------------------------------------------------------------


def test_an_act_is_kept_with_where_it_came_from_and_when(tmp_path: Path) -> None:
    act, change = keep(StatuteStore(tmp_path), documents(*OLD))

    assert (change, act.id, act.base) == ("added", "finlex:10/2020", "https://example.org/v1")
    assert (act.retrieved_on, act.checked_on) == (TODAY, TODAY)
    assert act.etags[FIN] == '"1"'
    assert words(act) == ["Vanha.", "Gammal."]


def test_the_same_again_is_unchanged_but_for_the_day_on_which_it_was_checked(tmp_path: Path) -> None:
    store = StatuteStore(tmp_path)
    first, _ = keep(store, documents(*OLD))

    second, change = keep(store, documents(Fetched(FIN, b""), OLD[1], etag='"2"'), LATER)

    assert (change, second.digest) == ("unchanged", first.digest)
    assert (second.retrieved_on, second.checked_on) == (TODAY, LATER)
    assert second.etags[FIN] == '"2"'


def test_a_change_replaces_the_text_and_nothing_of_the_old_stays(tmp_path: Path) -> None:
    store = StatuteStore(tmp_path)
    keep(store, documents(*OLD))

    act, change = keep(store, documents(NEW[0], Fetched(SWE, b"")), LATER)

    assert (change, words(act), act.retrieved_on) == ("replaced", ["Uusi.", "Gammal."], LATER)
    assert sorted(file.name for file in act.home.iterdir()) == sorted([*act.files.values(), "state.json"])


class Breaking(Sequence[Fetched]):
    """Documents of which the last one never comes."""

    def __init__(self, *fetched: Fetched) -> None:
        self._fetched = fetched

    def __iter__(self) -> Iterator[Fetched]:
        yield from self._fetched
        raise OSError("crash")

    def __getitem__(self, number: Any) -> Any:
        return self._fetched[number]

    def __len__(self) -> int:
        return len(self._fetched) + 1


def test_a_crash_before_the_last_document_leaves_the_old_act(tmp_path: Path) -> None:
    store = StatuteStore(tmp_path)
    before, _ = keep(store, documents(*OLD))

    with pytest.raises(OSError, match="crash"):
        keep(store, Documents(Breaking(*NEW), {}, {}))  # type: ignore[arg-type]

    assert store.get("10/2020") == before
    assert words(store.get("10/2020")) == ["Vanha.", "Gammal."]


def test_a_crash_before_the_last_document_of_a_new_act_leaves_no_act(tmp_path: Path) -> None:
    store = StatuteStore(tmp_path)

    with pytest.raises(OSError, match="crash"):
        keep(store, Documents(Breaking(*NEW), {}, {}))  # type: ignore[arg-type]

    assert store.get("10/2020") is None
    assert list(store.all()) == []


def test_a_removed_act_is_gone_and_only_it(tmp_path: Path) -> None:
    store = StatuteStore(tmp_path)
    keep(store, documents(*OLD))
    other = ActReference("11/2020")
    store.keep(other, "-", documents(*OLD), TODAY, needs_approval=False)

    gone = store.remove("10/2020")

    assert gone and not store.remove("10/2020")
    assert [act.id for act in store.all()] == ["finlex:11/2020"]


def test_a_file_that_lost_a_byte_is_told_and_written_again(tmp_path: Path) -> None:
    store = StatuteStore(tmp_path)
    act, _ = keep(store, documents(*OLD))
    damaged = act.home / act.files[FIN]
    damaged.write_bytes(damaged.read_bytes()[:-1])
    was_whole = act.is_whole

    again, change = keep(store, documents(*OLD))

    assert not was_whole
    assert again.is_whole and change == "unchanged"


# -- a person's word ------------------------------------------------------------------------------


@pytest.fixture
def waiting(tmp_path: Path) -> StatuteStore:
    """A store in which the old text applies and the new one waits."""
    store = StatuteStore(tmp_path / "store" / "statutes")
    keep(store, documents(*OLD))
    keep(store, documents(*NEW, etag='"2"'), LATER, needs_approval=True)
    return store


def test_the_first_text_of_an_act_waits_for_nobody(tmp_path: Path) -> None:
    _, change = keep(StatuteStore(tmp_path), documents(*OLD), needs_approval=True)

    assert change == "added"


def test_a_change_that_waits_leaves_the_old_text_and_its_digest(waiting: StatuteStore) -> None:
    act = waiting.get("10/2020")

    assert act is not None and act.waiting
    assert words(act) == ["Vanha.", "Gammal."]
    # Its etags too: the publisher must send the change again, not call it "as before".
    assert act.etags[FIN] == '"1"'
    assert (act.retrieved_on, act.checked_on, act.approved_by) == (TODAY, LATER, "")


def test_an_approved_change_is_in_force_with_the_name_and_the_day(waiting: StatuteStore) -> None:
    act = waiting.approve("10/2020", "Aino", LATER)

    assert words(act) == ["Uusi.", "Ny."]
    assert act is not None and (act.approved_by, act.approved_on, act.etags[FIN]) == ("Aino", LATER, '"2"')
    assert not act.waiting
    assert waiting.approve("10/2020", "Aino", LATER) is None


def test_a_change_that_the_publisher_takes_back_no_longer_waits(waiting: StatuteStore) -> None:
    act, change = keep(waiting, documents(Fetched(FIN, b""), Fetched(SWE, b"")), LATER, needs_approval=True)

    assert (change, dict(act.waiting)) == ("unchanged", {})
    assert words(act) == ["Vanha.", "Gammal."]


def test_half_a_change_that_the_publisher_takes_back_no_longer_waits(waiting: StatuteStore) -> None:
    # Finnish reads as approved again, which the reply to the approved etag says without a body.
    keep(waiting, documents(Fetched(FIN, b""), NEW[1]), LATER, needs_approval=True)

    assert words(waiting.approve("10/2020", "Aino", LATER)) == ["Vanha.", "Ny."]


def test_a_newer_change_takes_the_place_of_the_one_that_waits(waiting: StatuteStore) -> None:
    newest = Fetched(FIN, body("Uusin."))

    keep(waiting, documents(newest, NEW[1], etag='"3"'), LATER, needs_approval=True)

    assert words(waiting.approve("10/2020", "Aino", LATER)) == ["Uusin.", "Ny."]


def test_removing_an_act_removes_what_waits(waiting: StatuteStore) -> None:
    waiting.remove("10/2020")

    assert waiting.approve("10/2020", "Aino", LATER) is None


def test_the_index_keeps_the_old_text_until_the_change_is_approved(waiting: StatuteStore, tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    first = run(settings)
    unasked = run(replace(settings, today=LATER))

    approved = run(settings, Wanted(approve=["finlex:10/2020"], approved_by="Aino"))

    assert not unasked.built and unasked.build == first.build
    assert approved.built
    assert {source.source_id: source.change for source in approved.sources}["finlex:10/2020"] == "replaced"
    act = waiting.get("10/2020")
    assert act is not None and (act.approved_by, act.approved_on) == ("Aino", TODAY)


# -- what a run is asked to do --------------------------------------------------------------------


@dataclass(frozen=True)
class Stores:
    """Both stores of a directory."""

    home: Path

    @property
    def originals(self) -> Originals:
        return Originals(self.home / "store" / "originals")

    @property
    def statutes(self) -> StatuteStore:
        return StatuteStore(self.home / "store" / "statutes")

    def apply(self, **wanted: Any) -> list[SourceReport]:
        from assistant.knowledge.corpus import load_corpus

        settings = settings_in(self.home)
        corpus = load_corpus(settings.corpus)
        return list(apply(Wanted(**wanted), settings, corpus, self.originals, self.statutes))


NO_IDS = ["finlex:counter", "finlex:681", "counter", "", "../..", "finlex:../..", "finlex:1/2020@2020-13-45", "a/b/c"]


@pytest.mark.parametrize("source_id", NO_IDS)
@pytest.mark.parametrize("word", ["remove", "approve"])
def test_an_id_that_names_nothing_is_refused_with_a_reason(word: str, source_id: str, tmp_path: Path) -> None:
    keep(Stores(tmp_path).statutes, documents(*OLD))
    before = files(tmp_path)

    (report,) = Stores(tmp_path).apply(**{word: [source_id]})

    assert (report.change, bool(report.reason)) == ("refused", True)
    assert files(tmp_path) == before


@pytest.mark.parametrize("source_id", ["finlex:10/2020", "finlex:0010/2020"])
def test_an_act_is_removed_by_its_id(source_id: str, tmp_path: Path) -> None:
    keep(Stores(tmp_path).statutes, documents(*OLD))

    (report,) = Stores(tmp_path).apply(remove=[source_id])

    assert report.change == "removed"
    assert list(Stores(tmp_path).statutes.all()) == []


def test_a_bad_file_leaves_the_others_of_the_run_untouched(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.md", tmp_path / "bad.pdf"
    good.write_text("# Counter\n\nOpen on weekdays.\n", encoding="utf-8")
    bad.write_bytes(b"%PDF-1.7\nnothing follows")

    reports = Stores(tmp_path).apply(paths=[tmp_path / "none.md", bad, good])

    assert [report.change for report in reports] == ["refused", "refused", "added"]
    assert [original.source_id for original in Stores(tmp_path).originals.all()] == ["good"]


# -- added originals ------------------------------------------------------------------------------


def add(originals: Originals, text: str, **more: Any) -> str:
    _, change = originals.add(text.encode(), "counter.md", "/files/counter.md", "counter", TODAY, **more)
    return change


def test_an_original_is_added_then_unchanged_then_replaced(tmp_path: Path) -> None:
    originals = Originals(tmp_path)

    changes = [add(originals, text) for text in ("Open.", "Open.", "Closed.")]

    (original,) = originals.all()
    assert changes == ["added", "unchanged", "replaced"]
    assert original.file.read_text() == "Closed."
    assert (original.address, original.retrieved_on) == ("/files/counter.md", TODAY)
    assert [path.name for path in original.file.parent.parent.iterdir() if path.is_dir()] == [original.sha256[:16]]


def unreadable(_: Path) -> None:
    raise SourceUnreadable("no page")


def test_a_copy_that_cannot_be_read_leaves_the_old_one(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    add(originals, "Open.")
    before = files(tmp_path)

    with pytest.raises(SourceUnreadable):
        add(originals, "Closed.", check=unreadable)

    assert files(tmp_path) == before


def test_a_first_copy_that_cannot_be_read_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable):
        add(Originals(tmp_path), "Open.", check=unreadable)

    assert list(tmp_path.rglob("*")) == []


def test_two_addresses_of_one_name_are_two_sources(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    add(originals, "Open.")

    same = originals.source_id_for("Counter", "/files/counter.md")
    other = originals.source_id_for("Counter", "/elsewhere/counter.md")

    assert same == "counter"
    assert other.startswith("counter-") and len(other) == len("counter-") + 6


def test_a_removed_original_is_gone(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    add(originals, "Open.")

    assert originals.remove("counter") and not originals.remove("counter")
    assert list(tmp_path.iterdir()) == []


# -- the cache of vectors -------------------------------------------------------------------------


def test_a_text_is_embedded_once_for_each_role(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    cache = VectorCache(tmp_path / "vectors.sqlite")
    cache.passages(["a", "b", "a"], embedder)
    cache.queries(["a"], embedder)
    cache.close()
    cache = VectorCache(tmp_path / "vectors.sqlite")

    vectors = cache.passages(["b", "a"], embedder)

    cache.close()
    # "a" and "b" as passages, "a" as a question
    assert (embedder.embedded, cache.embedded) == (3, 0)
    assert np.array_equal(vectors, HashEmbedder().embed_passages(["b", "a"]))


def test_another_embedder_gets_vectors_of_its_own(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path / "vectors.sqlite")
    cache.passages(["a"], HashEmbedder("one"))
    other = HashEmbedder("other")

    cache.passages(["a"], other)

    cache.close()
    assert other.embedded == 1


def test_what_was_embedded_before_a_crash_is_not_embedded_again(tmp_path: Path) -> None:
    texts = [f"text {number:03}" for number in range(130)]
    cache = VectorCache(tmp_path / "vectors.sqlite")
    with pytest.raises(OSError, match="no space left"):
        cache.passages(texts, FailingEmbedder(after=100))
    cache.close()
    embedder, cache = HashEmbedder(), VectorCache(tmp_path / "vectors.sqlite")

    cache.passages(texts, embedder)

    cache.close()
    # one batch of 64 was saved; the second broke off
    assert embedder.embedded == 130 - 64
