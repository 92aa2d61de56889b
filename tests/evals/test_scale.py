"""The cost of a larger corpus, measured over a tiny one."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import numpy as np

from assistant.domain.source import Origin
from evals.scale import sampled_questions
from evals.scale_ask import AskCost
from evals.scale_build import BuildCost, IngestCost, contents_of, memory_mb
from evals.scale_passages import PASSAGES_A_SOURCE, synthetic_passages, synthetic_sources
from evals.scale_report import SizeCost, ingest_line, plot, table, to_json
from evals.scale_vectors import Cone, ConeEmbedder, cosine_range
from tests.fakes import HashEmbedder
from tests.ingest.small_run import run, settings_in

REAL = ["the council decides", "the council plans", "a plan for people", "people who moved here", "a council of people"]
ASK = AskCost(
    open_s=1,
    rss_mb=400,
    rss_embedder_mb=150,
    median=50,
    p95=90,
    embed_median=20,
    beyond_median=30,
    beyond_p95=60,
    quiet_median=45,
    quiet_p95=80,
    quiet_beyond_median=28,
    cpu=50,
    embed_cpu=20,
    steps={"embed": 20.0},
    clients=8,
    asked_per_s=30,
    embedded_per_s=60,
)


def size_cost(passages: int) -> SizeCost:
    return SizeCost(BuildCost(passages, passages, 10, 2.0, 100, 200, 30, (0.7, 0.8, 0.85)), ASK)


# -- passages ------------------------------------------------------------------------------------


def test_a_smaller_corpus_is_the_beginning_of_a_larger_one() -> None:
    small, large = synthetic_passages(20), synthetic_passages(40)

    assert [large[kind][: len(small[kind])] for kind in (0, 1)] == [small[0], small[1]]
    assert sum(map(len, large)) == 40


def test_statements_are_the_sentences_of_their_passage() -> None:
    added, statutes = synthetic_passages(30)

    for passage in (*added, *statutes):
        assert " ".join(passage.quote(statement) for statement in passage.statements) == passage.text
        assert all(passage.quote(statement).endswith((".", "?")) for statement in passage.statements)


def test_only_statute_text_has_provisions_and_only_other_text_has_questions() -> None:
    added, statutes = synthetic_passages(200)

    assert all(passage.provisions and not passage.asks for passage in statutes)
    assert all(not passage.provisions for passage in added) and any(passage.asks for passage in added)
    assert {passage.language for passage in (*added, *statutes)} == {"fi", "sv", "en"}


def test_ids_differ_and_every_passage_has_a_source() -> None:
    added, statutes = synthetic_passages(2 * PASSAGES_A_SOURCE)
    passages = [*added, *statutes]

    sources = {source.id for source in synthetic_sources(passages)}

    assert len({passage.id for passage in passages}) == len(passages)
    assert {passage.source_id for passage in passages} == sources
    # Two hundreds of numbers, each with an Act and a guide
    assert len(sources) == 4


# -- vectors -------------------------------------------------------------------------------------


def test_drawn_vectors_have_unit_length_and_lie_as_near_each_other_as_real_ones() -> None:
    random = np.random.default_rng(1)
    real = random.standard_normal((500, 16)).astype(np.float32) * 0.2 + 0.5
    real /= np.linalg.norm(real, axis=1, keepdims=True)

    drawn = Cone(real, seed=2).draw(500)

    assert np.allclose(np.linalg.norm(drawn, axis=1), 1, atol=1e-5)
    assert np.allclose(cosine_range(drawn), cosine_range(real), atol=0.05)


def test_the_same_seed_draws_the_same_vectors() -> None:
    real = HashEmbedder().embed_passages(REAL)

    assert np.array_equal(Cone(real, 3).draw(4), Cone(real, 3).draw(4))
    assert not np.array_equal(Cone(real, 3).draw(4), Cone(real, 4).draw(4))


def test_the_stand_in_takes_the_name_of_the_embedder_that_will_be_asked() -> None:
    like = HashEmbedder("e5")
    cone = Cone(like.embed_passages(REAL), 0)

    embedder = ConeEmbedder(like, cone, cone)

    assert (embedder.name, embedder.dimension) == ("e5", like.dimension)
    assert embedder.embed_passages(["a", "b"]).shape == (2, like.dimension)
    assert embedder.embed_query("a").shape == (like.dimension,)


# -- building ------------------------------------------------------------------------------------


def test_statute_text_comes_last_among_real_and_synthetic_passages(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    run(settings)

    contents = contents_of(replace(settings, embedder="hash"), 40)

    first = int(contents.meta["statutes_from"])
    origins = [passage.origin is Origin.STATUTE for passage in contents.passages]
    assert origins == [False] * first + [True] * (len(origins) - first)
    assert len(contents.passages) == len(contents_of(settings, 0).passages) + 40
    assert {passage.source_id for passage in contents.passages} <= {source.id for source in contents.sources}


def test_memory_is_more_than_nothing_and_never_above_its_peak() -> None:
    assert 1 < memory_mb("VmRSS") <= memory_mb("VmHWM")


# -- report --------------------------------------------------------------------------------------


def test_the_table_has_a_line_for_each_size_with_the_share_of_the_throughput() -> None:
    head, *lines = table([size_cost(1000), size_cost(10000)]).splitlines()

    assert head.split()[0] == "passages"
    # 30 answers a second of the embedder's 60
    assert [(line.split()[0], line.split()[-1]) for line in lines] == [("1000", "0.50"), ("10000", "0.50")]


def test_json_holds_every_figure_and_the_ratios() -> None:
    rate = IngestCost(passages=200, embedder_per_s=20, ingest_per_s=17, unchanged_s=1.2, unchanged_embedded=0)

    told = json.loads(json.dumps(to_json([size_cost(1000)], rate)))

    assert told["ingest"]["ratio"] == 17 / 20
    assert told["sizes"][0]["build"]["peak_mb"] == 200
    assert told["sizes"][0]["ask"]["throughput_share"] == 0.5
    assert "(0.85)" in ingest_line(rate)


def test_the_plot_is_well_formed_and_draws_every_size_of_every_line() -> None:
    drawn = plot([size_cost(1000), size_cost(10000), size_cost(50000)])

    root = ElementTree.fromstring(drawn)
    lines = [element for element in root.iter() if element.tag.endswith("polyline")]
    assert len(lines) == 7
    assert all(len(re.findall(r"\S+,\S+", line.attrib["points"])) == 3 for line in lines)
    assert "10,000" in drawn


def test_one_size_alone_can_be_drawn() -> None:
    ElementTree.fromstring(plot([size_cost(1000)]))


def test_questions_are_spread_over_the_exam_and_repeat_where_it_has_fewer() -> None:
    assert len(set(sampled_questions(10))) == 10
    assert len(sampled_questions(100)) == 100
