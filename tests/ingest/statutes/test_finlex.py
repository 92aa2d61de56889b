"""The connector to the publisher: every document of an Act, whole, or nothing; and what a change sets off."""

from __future__ import annotations

import importlib.util
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.sqlite_store import SqliteStore
from assistant.knowledge.corpus import Corpus, load_corpus
from assistant.retrieval.build_format import STORE
from assistant.settings import REPOSITORY, Settings
from ingest.changes import Wanted
from ingest.confirm import FILE, confirm, write
from ingest.fetch import Fetcher, FetchError
from ingest.report import IngestReport
from ingest.statutes.finlex import ActReference, Documents, Finlex, Known, reference_of
from ingest.statutes.read import library_of, unconfirmed
from ingest.statutes.store import FetchedAct, Nothing, StatuteStore
from tests.factories import TODAY
from tests.ingest.server import Answer, Asked, Publisher, Server
from tests.ingest.small_run import run, settings_in
from tests.ingest.statutes.akn import FINLEX, document, needs_finlex, section, subsection

ACT = ActReference("10/2020")
STAND_IN = REPOSITORY.parent / "shared" / "tools" / "finlex_server.py"


def issued(language: str = "fin", text: str = "Kunta järjestää.") -> bytes:
    return document(section("5", "Tehtävät", subsection(1, text)), language=language)


def consolidated(number: int, day: str, language: str = "fin") -> bytes:
    """The Act with the amendment `number`/2021 worked in."""
    return document(
        section("5", "Tehtävät", subsection(1, f"Sanamuoto {number}.", f"2021{number:04d}")),
        version=f"2021{number:04d}",
        language=language,
        amended_by=((f"{number}/2021", day),),
    )


def amending(number: int) -> bytes:
    return document(
        section("5", "", subsection(1, f"Sanamuoto {number}.")),
        act=f"{number}/2021",
        amends="10/2020",
        enacting="5 §:n 1 momentti",
        in_force=f"2021-{number:02d}-01",
    )


def publisher() -> Publisher:
    """An Act in both languages, six versions (two pages of the list), and the Acts that amend it."""
    documents = {f"/akn/fi/act/statute/2020/10/{language}@": issued(language) for language in ("fin", "swe")}
    for number in range(1, 7):
        body = consolidated(number, f"2021-{number:02d}-01")
        documents[f"/akn/fi/act/statute-consolidated/2020/10/fin@2021{number:04d}"] = body
        documents[f"/akn/fi/act/statute/2021/{number}/fin@"] = amending(number)
    return Publisher(documents)


@contextmanager
def asking(publisher: Publisher) -> Iterator[tuple[Server, Finlex]]:
    with Server(publisher) as server, Fetcher(pause_s=0.0, first_wait_s=0.001, read_timeout_s=2.0) as fetcher:
        yield server, Finlex(fetcher, f"{server.address}/v1/")


def kept(store: StatuteStore, found: Documents, reference: ActReference = ACT) -> tuple[FetchedAct, str]:
    return store.keep(reference, "-", found, TODAY, needs_approval=False)


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("finlex:681/2023", ActReference("681/2023")),
        ("0681/2023", ActReference("681/2023")),
        ("finlex:681/2023@2024-06-01", ActReference("681/2023", date(2024, 6, 1))),
        ("finlex:2023/681", None),
        ("finlex:counter", None),
        ("", None),
    ],
)
def test_an_act_is_named_by_number_and_year_and_perhaps_a_day(text: str, reference: ActReference | None) -> None:
    assert reference_of(text) == reference


def test_every_version_and_every_amending_act_comes_in_both_languages() -> None:
    wanted = publisher()
    with asking(wanted) as (_, finlex):
        found = finlex.documents(ACT, Nothing())

    assert {one.address for one in found.fetched} == set(wanted.documents)


def test_an_act_that_the_publisher_does_not_have_is_an_error() -> None:
    with asking(Publisher()) as (_, finlex), pytest.raises(FetchError, match="10/2020: the publisher has no such Act"):
        finlex.documents(ACT, Nothing())


EMPTY = [
    b"<AknXmlList><Results/></AknXmlList>",
    b"<AknXmlList><Results></Results></AknXmlList>",
    b'<?xml version="1.0" encoding="UTF-8"?>\n<AknXmlList>\n <Results/>\n</AknXmlList>\n',
]


@pytest.mark.parametrize("empty", EMPTY, ids=["short", "open and shut", "with a declaration"])
def test_an_empty_list_means_that_nothing_is_there(empty: bytes) -> None:
    wanted = publisher()
    wanted.fault = lambda asked: None if asked.path.removeprefix("/v1") in wanted.documents else listed(wanted, asked)

    def listed(publisher: Publisher, asked: Asked) -> Answer | None:
        return Answer(empty) if "page=3" in asked.path or "/swe@" in asked.path else None

    with asking(wanted) as (_, finlex):
        found = finlex.documents(ACT, Nothing())

    assert {one.address for one in found.fetched} == set(wanted.documents)


def test_a_second_fetch_asks_conditionally_and_is_sent_nothing(tmp_path: Path) -> None:
    store = StatuteStore(tmp_path)
    with asking(publisher()) as (server, finlex):
        first, _ = kept(store, finlex.documents(ACT, Nothing()))
        before = len(server.asked)
        found = finlex.documents(ACT, first)

    second, change = kept(store, found)
    asked_again = [asked for asked in server.asked[before:] if "if-none-match" in asked.headers]
    # 8 documents by address (two as issued, six amending) and two full pages of the list have an ETag
    assert len(asked_again) == 10
    assert {one.body for one in found.fetched} == {b""}
    assert (change, second.files) == ("unchanged", first.files)


def test_only_what_has_changed_is_sent_again(tmp_path: Path) -> None:
    store, wanted = StatuteStore(tmp_path), publisher()
    with asking(wanted) as (_, finlex):
        first, _ = kept(store, finlex.documents(ACT, Nothing()))
        wanted.documents["/akn/fi/act/statute/2020/10/swe@"] = issued("swe", "Kommunen ordnar.")
        found = finlex.documents(ACT, first)

    second, change = kept(store, found)
    assert [one.address for one in found.fetched if one.body] == ["/akn/fi/act/statute/2020/10/swe@"]
    assert change == "replaced"
    assert {address for address in first.files if first.files[address] != second.files[address]} == {
        "/akn/fi/act/statute/2020/10/swe@"
    }


def test_a_version_that_the_publisher_takes_back_leaves_the_store(tmp_path: Path) -> None:
    store, wanted = StatuteStore(tmp_path), publisher()
    gone = "/akn/fi/act/statute-consolidated/2020/10/fin@20210006"
    with asking(wanted) as (_, finlex):
        first, _ = kept(store, finlex.documents(ACT, Nothing()))
        del wanted.documents[gone]
        second, change = kept(store, finlex.documents(ACT, first))

    assert change == "replaced"
    assert set(first.files) - set(second.files) >= {gone}


def test_a_day_leaves_out_versions_that_applied_later() -> None:
    with asking(publisher()) as (_, finlex):
        found = finlex.documents(ActReference("10/2020", date(2021, 3, 1)), Nothing())

    versions = [one.address[-4:] for one in found.fetched if "consolidated" in one.address]
    assert versions == ["0001", "0002", "0003"]


def cut(body: bytes) -> Answer:
    return Answer(body[: len(body) * 2 // 3])


FAULTS: dict[str, Callable[[bytes], Answer]] = {
    "cut without a word": cut,
    "cut short": lambda body: Answer(body[:100], announced=len(body)),
    "failing": lambda body: Answer(b"busy", 503),
    "a page of words": lambda body: Answer(b"<html><body>Maintenance</body></html>"),
    "nothing": lambda body: Answer(b""),
    "another Act": lambda body: Answer(document(section("1", "", subsection(1, "Muu.")), act="11/2020")),
    "an Act without sections": lambda body: Answer(document("")),
    "no XML": lambda body: Answer(b'{"status": "ok"}'),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
@pytest.mark.parametrize("where", ["/statute/2020/10/swe@", "page=2", "/statute/2021/4/fin@"])
def test_one_bad_reply_leaves_what_was_there(fault: Callable[[bytes], Answer], where: str, tmp_path: Path) -> None:
    if where == "page=2" and fault is FAULTS["another Act"]:
        pytest.skip("a list may hold what it will")
    store, wanted = StatuteStore(tmp_path), publisher()
    with asking(wanted) as (_, finlex):
        kept(store, finlex.documents(ACT, Nothing()))
        before = {file.name: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
        wanted.documents["/akn/fi/act/statute/2020/10/fin@"] = issued("fin", "Muuttunut.")
        whole = issued()
        wanted.fault = lambda asked: fault(whole) if where in asked.path else None
        with pytest.raises(FetchError):
            kept(store, finlex.documents(ACT, Nothing()))

    assert {file.name: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


def test_a_list_that_never_ends_is_an_error() -> None:
    wanted = publisher()
    page = b"<AknXmlList><Results>" + consolidated(1, "2021-01-01") + b"</Results></AknXmlList>"
    wanted.fault = lambda asked: Answer(page) if "page=" in asked.path else None

    with asking(wanted) as (_, finlex), pytest.raises(FetchError, match="more than 100 pages"):
        finlex.documents(ACT, Nothing())


# -- through the whole of an ingest ---------------------------------------------------------------


def fetching(home: Path, server: Server, **changes: Any) -> Settings:
    return replace(settings_in(home), finlex_url=f"{server.address}/v1", **changes)


def change_of(report: IngestReport, source_id: str = "finlex:10/2020") -> tuple[str, str]:
    (found,) = [source for source in report.sources if source.source_id == source_id]
    return found.change, found.reason


def small_publisher() -> Publisher:
    return Publisher({"/akn/fi/act/statute/2020/10/fin@": issued()})


def texts_of(settings: Settings, source_id: str = "finlex-10-2020") -> list[str]:
    store = SqliteStore((settings.index / "current").resolve() / STORE)
    texts = [passage.text for passage in store.passages_of(source_id)]
    store.close()
    return texts


def test_an_act_is_added_then_unchanged_then_replaced_then_removed(tmp_path: Path) -> None:
    wanted = small_publisher()
    ask = Wanted(acts=[ACT])
    with Server(wanted) as server:
        settings = fetching(tmp_path, server)
        added, unchanged = run(settings, ask), run(settings, ask)
        wanted.documents["/akn/fi/act/statute/2020/10/fin@"] = issued(text="Kunta hankkii.")
        replaced = run(settings, ask)

    texts = texts_of(settings)
    removed = run(settings, Wanted(remove=["finlex:10/2020"]))
    changes = [change_of(report)[0] for report in (added, unchanged, replaced, removed)]
    assert changes == ["added", "unchanged", "replaced", "removed"]
    assert (unchanged.embedded, unchanged.built) == (0, False)
    assert texts == ["Kunta hankkii."]
    assert texts_of(settings) == []


def test_a_damaged_document_is_whole_again_after_the_next_fetch(tmp_path: Path) -> None:
    with Server(small_publisher()) as server:
        settings = fetching(tmp_path, server)
        run(settings, Wanted(acts=[ACT]))
        (file,) = settings.store.rglob("*.xml")
        file.write_bytes(file.read_bytes()[:200])
        report = run(settings, Wanted(acts=[ACT]))

    (act,) = StatuteStore(settings.store / "statutes").all()
    assert act.is_whole
    assert change_of(report)[0] == "unchanged"
    assert texts_of(settings) == ["Kunta järjestää."]


def test_a_lost_document_is_there_again_after_the_next_fetch(tmp_path: Path) -> None:
    with Server(small_publisher()) as server:
        settings = fetching(tmp_path, server)
        run(settings, Wanted(acts=[ACT]))
        next(settings.store.rglob("*.xml")).unlink()
        run(settings, Wanted(acts=[ACT]))

    (act,) = StatuteStore(settings.store / "statutes").all()
    assert act.is_whole


def test_a_publisher_out_of_reach_refuses_what_was_asked_for_and_lets_what_is_due_wait(tmp_path: Path) -> None:
    with Server(small_publisher()) as server:
        settings = fetching(tmp_path, server)
        run(settings, Wanted(acts=[ACT]))
    later = replace(settings, today=TODAY + timedelta(days=8))

    due, asked = run(later, Wanted(due=True)), run(later, Wanted(acts=[ACT]))

    assert change_of(due)[0] == "unreached" and "out of reach" in change_of(due)[1]
    assert change_of(asked)[0] == "refused"
    assert due.refused == () and not due.built
    assert texts_of(settings) == ["Kunta järjestää."]


def test_only_what_was_not_asked_for_lately_is_due(tmp_path: Path) -> None:
    with Server(small_publisher()) as server:
        settings = fetching(tmp_path, server)
        run(settings, Wanted(acts=[ACT]))
        before = len(server.asked)
        run(replace(settings, today=TODAY + timedelta(days=6)), Wanted(due=True))
        early = len(server.asked) - before
        run(replace(settings, today=TODAY + timedelta(days=7)), Wanted(due=True))

    assert early == 0
    assert len(server.asked) - before > 0


def test_a_provision_that_changes_at_the_publisher_marks_its_row_in_the_next_index(tmp_path: Path) -> None:
    def act_with(words: str) -> bytes:
        return document(section("13", "Ohjelma", subsection(1, words)), act="681/2023", in_force="2025-01-01")

    address = "/akn/fi/act/statute/2023/681/fin@"
    wanted = Publisher({address: act_with("Ohjelmassa on oltava arviointi.")})
    corpus = tmp_path / "corpus"
    shutil.copytree(settings_in(tmp_path).corpus, corpus)
    ask = Wanted(acts=[ActReference("681/2023")])
    with Server(wanted) as server:
        settings = fetching(tmp_path, server, corpus=corpus)
        run(settings, ask)
        acts = list(StatuteStore(settings.store / "statutes").all())
        library, _ = library_of(acts, load_corpus(corpus))
        known: dict[str, dict[str, object]] = {}
        confirm(load_corpus(corpus), library, ["N-10"], TODAY, known)
        write(corpus / FILE, known)
        confirmed = run(settings, ask)
        wanted.documents[address] = act_with("Ohjelmassa saa olla arviointi.")
        changed = run(settings, ask)

    index = SqliteStore((settings.index / "current").resolve() / STORE)
    marked = [row.id for row in index.requirements().values() if row.unconfirmed_from is not None]
    index.close()
    assert confirmed.unconfirmed == ()
    assert changed.unconfirmed == ("N-10: 681/2023:13:1 reads otherwise now; read it and confirm the row",)
    assert marked == ["N-10"]


# -- the stand-in of the publisher's API, over the real documents ---------------------------------

needs_stand_in = pytest.mark.skipif(not STAND_IN.is_file(), reason="no stand-in of the publisher beside the repository")


@contextmanager
def stand_in(*options: str) -> Iterator[str]:
    """The base address of the stand-in with these faults."""
    specification = importlib.util.spec_from_file_location("finlex_server", STAND_IN)
    assert specification is not None and specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    server = module.make_server(module.parse_options(["0", "--quiet", *options]))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.uri_base
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def real(base: str, known: Known | None = None, **timeouts: float) -> Documents:
    with Fetcher(pause_s=0.0, first_wait_s=0.001, **timeouts) as fetcher:
        return Finlex(fetcher, base).documents(ActReference("681/2023"), known or Nothing())


@needs_stand_in
@needs_finlex
def test_the_act_comes_whole_through_a_server_that_fails_now_and_then() -> None:
    with stand_in("--fail-rate", "0.25", "--seed", "3") as base:
        found = real(base)

    addresses = {one.address for one in found.fetched}
    files = {f"/{file.parent.relative_to(FINLEX)}" for file in FINLEX.rglob("*681*/*/main.xml")}
    assert files <= addresses
    assert {"/akn/fi/act/statute/2024/1100/swe@", "/akn/fi/act/statute/2024/322/fin@"} <= addresses


@needs_stand_in
@needs_finlex
@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--truncate", "0.9"], "broke off"),
        (["--truncate", "0.9", "--truncate-mode", "silent"], "not whole"),
        (["--fail-rate", "1"], "status 503"),
        (["--delay-ms", "300"], "no reply in time"),
    ],
    ids=["cut short", "cut without a word", "failing", "slow"],
)
def test_the_act_stays_as_it_is_when_the_server_is_at_fault(options: list[str], told: str) -> None:
    with stand_in(*options) as base, pytest.raises(FetchError, match=told):
        real(base, read_timeout_s=0.1)


@needs_stand_in
@needs_finlex
def test_the_real_act_fetched_twice_is_sent_once(tmp_path: Path) -> None:
    store = StatuteStore(tmp_path)
    reference = ActReference("681/2023")
    with stand_in() as base:
        first, added = kept(store, real(base), reference)
        found = real(base, first)

    _, change = kept(store, found, reference)
    assert (added, change) == ("added", "unchanged")
    assert {one.body for one in found.fetched} == {b""}


@needs_stand_in
@needs_finlex
def test_a_changed_section_45_flags_its_rows_and_no_others(tmp_path: Path) -> None:
    root = tmp_path / "finlex"
    shutil.copytree(FINLEX, root, copy_function=shutil.copyfile)  # originals may be read-only, the copy is changed
    for folder in (root, *root.rglob("*/")):
        folder.chmod(0o755)
    store, corpus = StatuteStore(tmp_path / "store"), load_corpus(REPOSITORY / "corpus")
    reference = ActReference("681/2023")
    with stand_in("--root", str(root)) as base:
        before, _ = kept(store, real(base), reference)
        change_section(root / "akn/fi/act/statute-consolidated/2023/681/fin@20241100/main.xml", "45")
        after, change = kept(store, real(base, before), reference)

    _, found_before = unconfirmed(corpus, library_of([before], corpus)[0])
    rows, found = unconfirmed(corpus, library_of([after], corpus)[0])

    flagged = {change.row_id for change in found}
    assert (found_before, change) == ([], "replaced")
    assert len(flagged) > 5
    assert flagged == rows_confirmed_against(corpus, {"681/2023:45", "681/2023:45:1"})
    # rows that complete a flagged one are marked with it
    assert flagged <= {row.id for row in rows.values() if row.unconfirmed_from is not None}


def rows_confirmed_against(corpus: Corpus, keys: set[str]) -> set[str]:
    """Rows that speak of what applies; what never applied has not changed."""
    return {
        row_id
        for row_id, languages in corpus.confirmed.items()
        if any(keys & set(digests) for digests in languages.values())
        and not corpus.requirements[row_id].validity.never_applied
    }


def change_section(file: Path, number: str) -> None:
    """Another word in the first subsection of a section."""
    text = file.read_text(encoding="utf-8")
    start = text.index(f"<num>{number} §")
    place = text.index("kunnan", start)
    file.write_text(f"{text[:place]}kuntayhtymän{text[place + 6 :]}", encoding="utf-8")
