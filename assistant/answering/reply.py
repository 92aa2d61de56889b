"""A chat model's reply, read as it comes: sentences with the labels that they cite, in whatever form they are given.

Wanted is one sentence a line with its labels after it. Also read: several sentences on a line, lists, labels before
the sentence, Markdown, JSON objects with a claim or text and its labels and quotes, bare or fenced, and a reply after
thoughts between <think> tags.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from assistant.language.sentences import sentence_spans

MOST_CHARACTERS = 20_000
"""A reply is read so far, thoughts included; what was asked for is three short sentences."""
LONGEST_SENTENCE = 1500
"""Characters without a whole sentence after which a reply is read no further: a small model stuck on one word."""
_MOST_SPAN = 12
"""Labels that a range such as [1-4] may stand for."""

_LABELS = re.compile(r"\s*[\[【][^\[\]【】\d]{0,12}(\d{1,3}(?:\s*(?:,|;|-|–|and|ja|och)\s*\d{1,3})*)[\]】]")
_NUMBER = re.compile(r"\d+")
_RANGE = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
_BULLET = re.compile(r"^\s*(?:[-*•–>#]+\s+|\d{1,2}[.)]\s+)+")
_SPEAKER = re.compile(r"^\s*(?:answer|claim|sentence|vastaus|väite|virke|svar|påstående|mening)\s*\d*\s*:\s*", re.I)
_YES_OR_NO = re.compile(r"^(?:kyllä|joo|ei|ja|jo|nej|yes|no)\s*[,.:;!–—-]\s*", re.I)
_YES = re.compile(r"^(?:kyllä|joo|ja|jo|yes)\s*(?:[,.:;!–—-]|$)", re.I)
_MARKUP = re.compile(r"\*\*|__|`|^[\"“”»]+|[\"“”«]+$")
_THOUGHTS = re.compile(r"<think>.*?(?:</think>|\Z)", re.S | re.I)
_FENCE = re.compile(r"^```\w*\s*")
_LIST_OF_OBJECTS = re.compile(r"\[\s*\{")
_IN_A_LIST = re.compile(r"^\[\s*(?=\")|(?<=\")\s*\]?,?$")
_OBJECT = re.compile(r"\{[^{}]*\}", re.S)
_TEXT_KEYS = ("claim", "text", "sentence", "statement", "answer", "väite", "virke", "vastaus", "påstående", "svar")
_LABEL_KEYS = ("labels", "label", "citations", "citation", "cites", "sources", "source", "refs", "n", "numbers")
_QUOTE_KEYS = ("quotes", "quote")
_SENTENCE_END = ".!?…"


@dataclass(frozen=True)
class ReplySentence:
    """One sentence of a reply, not yet checked."""

    text: str
    """Without labels and markup, and without a yes or no before it."""
    labels: tuple[int, ...]
    """As given, in order; empty where none are."""
    quotes: tuple[str, ...] = ()
    """What the model says that the cited statements say."""
    says_yes: bool = False
    """The reply began with a yes, which is no part of `text`."""


def read_reply(pieces: Iterable[str], language: str) -> Iterator[ReplySentence]:
    """The sentences of a reply, each as soon as it is whole; one that breaks off without an end or a label is left."""
    text = ""
    read = 0
    for piece in pieces:
        text += piece
        for sentence, end in _whole(text, read, language, is_end=False):
            read = end
            yield replace(sentence, says_yes=_says_yes(text))
        begun = _after_thoughts(text, read)
        if len(text) > MOST_CHARACTERS or (begun >= 0 and len(text) - begun > LONGEST_SENTENCE):
            return
    for sentence, _ in _whole(text, read, language, is_end=True):
        yield replace(sentence, says_yes=_says_yes(text))


def _says_yes(text: str) -> bool:
    return bool(_YES.match(_MARKUP.sub("", _SPEAKER.sub("", _bare(text)))))


def _whole(text: str, start: int, language: str, *, is_end: bool) -> Iterator[tuple[ReplySentence, int]]:
    """What is complete from `start` on, each sentence with the place after it."""
    start = _after_thoughts(text, start)
    opening = _bare(text)
    if start < 0 or not opening:
        return
    if opening.startswith("{") or _LIST_OF_OBJECTS.match(opening):
        yield from _of_objects(text, start, language)
        return
    while (end := text.find("\n", start)) >= 0 or (is_end and start < len(text)):
        is_last = end < 0
        line = text[start:] if is_last else text[start:end]
        start = len(text) if is_last else end + 1
        for sentence in _of_line(line, language, must_end=is_last):
            yield sentence, start


def _after_thoughts(text: str, start: int) -> int:
    """Where the reply goes on after its thoughts; -1 while they last."""
    if not text[start:].lstrip().lower().startswith("<think"):
        return start
    found = _THOUGHTS.search(text, start)
    if found is None or not found[0].lower().endswith("</think>"):
        return -1
    return found.end()


def _bare(text: str) -> str:
    """The reply without thoughts and the fence before it."""
    return _FENCE.sub("", _THOUGHTS.sub("", text).lstrip())


def _of_objects(text: str, start: int, language: str) -> Iterator[tuple[ReplySentence, int]]:
    """Sentences of the innermost JSON objects that are whole."""
    for match in _OBJECT.finditer(text, start):
        try:
            found = json.loads(match[0], strict=False)
        except json.JSONDecodeError:
            continue
        for sentence in _of_object(found, language):
            yield sentence, match.end()


def _of_object(found: dict[str, Any], language: str) -> Iterator[ReplySentence]:
    known = {str(key).lower(): value for key, value in found.items()}
    text = next((known[key] for key in _TEXT_KEYS if isinstance(known.get(key), str)), "")
    labels = tuple(dict.fromkeys(_numbers(next((known[key] for key in _LABEL_KEYS if key in known), []))))
    quotes = tuple(_texts(next((known[key] for key in _QUOTE_KEYS if key in known), [])))
    for line in text.splitlines():
        for sentence in _of_line(line, language, must_end=False):
            yield ReplySentence(sentence.text, labels or sentence.labels, quotes)


def _numbers(value: Any) -> Iterator[int]:
    if isinstance(value, list):
        for one in value:
            yield from _numbers(one)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value
    elif isinstance(value, str):
        yield from _spelled(value)


def _texts(value: Any) -> list[str]:
    return [str(one) for one in value if isinstance(one, str)] if isinstance(value, list) else [str(value)]


def _of_line(line: str, language: str, *, must_end: bool) -> Iterator[ReplySentence]:
    """The sentences of one line: what stands before a group of labels is cited to it."""
    line = _SPEAKER.sub("", _BULLET.sub("", _IN_A_LIST.sub("", line.strip())))
    groups = _label_groups(line)
    if not groups:
        if not must_end or line.rstrip('"”*`').endswith(tuple(_SENTENCE_END)):
            yield from _sentences(line, (), language)
        return
    first = groups[0][0]
    if not line[:first].strip(' *_"“”'):
        yield from _labels_first(line, groups, language)
        return
    start = 0
    for begin, end, labels in groups:
        yield from _sentences(line[start:begin], labels, language)
        start = end
    rest = line[start:].strip(' .;,*_`"”|')
    if rest and not must_end:
        yield from _sentences(rest, (), language)


def _labels_first(line: str, groups: list[tuple[int, int, tuple[int, ...]]], language: str) -> Iterator[ReplySentence]:
    """The sentences of "[1] The municipality ... [2] It may ...": labels that begin a line stand before theirs."""
    ends = [begin for begin, _, _ in groups[1:]] + [len(line)]
    for (_, end, labels), stop in zip(groups, ends, strict=True):
        yield from _sentences(line[end:stop], labels, language)


def _label_groups(line: str) -> list[tuple[int, int, tuple[int, ...]]]:
    """(start, end, labels) of each run of labels; "[1][3]" and "[1, 3]" are one run."""
    groups: list[tuple[int, int, tuple[int, ...]]] = []
    for match in _LABELS.finditer(line):
        labels = tuple(_spelled(match[1]))
        if groups and groups[-1][1] == match.start():
            begin, _, before = groups.pop()
            groups.append((begin, match.end(), (*before, *labels)))
        else:
            groups.append((match.start(), match.end(), labels))
    return groups


def _spelled(text: str) -> Iterator[int]:
    """The numbers in "1, 3" and "1-3"."""
    for first, last in _RANGE.findall(text):
        if 0 < int(last) - int(first) <= _MOST_SPAN:
            yield from range(int(first), int(last) + 1)
    for number in _NUMBER.findall(_RANGE.sub(lambda found: f"{found[1]} {found[2]}", text)):
        yield int(number)


def _sentences(text: str, labels: tuple[int, ...], language: str) -> Iterator[ReplySentence]:
    labels = tuple(dict.fromkeys(labels))
    text = _MARKUP.sub("", text.strip(' \t;,|".')).strip()
    for start, end in sentence_spans(text, language):
        sentence = " ".join(text[start:end].split())
        bare = _YES_OR_NO.sub("", sentence)
        if any(character.isalpha() for character in bare) and " " in bare:
            yield ReplySentence(_written(bare), labels)


def _written(text: str) -> str:
    """With a capital at the beginning and a full stop at the end."""
    begun = text[0].upper() + text[1:]
    return begun if begun[-1] in _SENTENCE_END + ":" else f"{begun}."
