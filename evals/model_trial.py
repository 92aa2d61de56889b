"""What comes through when a chat model words the answers: python -m evals.model_trial [--script NAME] [--questions N].

Asks questions of the exam twice, without a model and with one, and tells how many answers are in the model's words,
why the others are not, and how many of its sentences are shown that their sources do not bear out. Without --script
it asks the model that KOTO_MODEL names. What a scripted model says is right or wrong by construction, so that its
figures do not rest on the check that they measure; a real model's sentences are counted by words (`evals.scorers`) and
written out, to be read by people (--sentences).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from assistant.answering.ask import ask
from assistant.assistant import Assistant
from assistant.build import build_assistant, load_chat_model
from assistant.domain.answer import Answer, Caveat, Sentence, SentenceKind
from assistant.domain.chat import Failure, Message
from assistant.errors import SettingsError
from assistant.protocols import ChatModel
from assistant.settings import Settings, load_settings
from assistant.templates import texts_in
from evals.cli import EXAM_DAY
from evals.sample import DATASETS, Sample, load_samples
from evals.scorers import Scored, is_right, is_supported
from evals.scripted_models import ScriptedModel, copying, damaging, rewording

SCRIPTS: dict[str, Callable[[], ScriptedModel]] = {"copies": copying, "rewords": rewording, "damages": damaging}


@dataclass(frozen=True)
class Trial:
    """One question, answered without a model and with one."""

    sample: Sample
    plain: Scored
    worded: Scored
    replies: tuple[str, ...] = ()
    """What the model said, one text a call."""

    @property
    def was_asked(self) -> bool:
        """Whether the model was asked: it words the answer, or the answer says why it does not."""
        return bool(self.worded.answer.versions.model) or self.failure is not None

    @property
    def failure(self) -> Failure | None:
        """Why the model's words are not shown; None where they are, or where it was not asked."""
        texts = texts_in(self.worded.answer.language)
        last = self.worded.answer.sentences[-1].text
        return next((one for one in Failure if texts.get(f"fallback_{one.value}") == last), None)

    @property
    def judged(self) -> Scored:
        """The answer with the model but without why it is not in its words: "not" alone can be a gold fact."""
        answer = self.worded.answer
        return replace(self.worded, answer=replace(answer, sentences=answer.sentences[: -1 if self.failure else None]))

    @property
    def sentences(self) -> list[Sentence]:
        """The claims shown that the extractive answer does not hold."""
        known = {sentence.text for sentence in self.plain.answer.sentences}
        return [one for one in self.worded.claims if one.text not in known]

    @property
    def lost(self) -> set[str]:
        """Passages that the extractive answer cites and this one does not."""
        return _cited(self.plain.answer) - _cited(self.worded.answer)


class _Listened:
    """A chat model that keeps what it said."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self.name = model.name
        self.most_tokens = model.most_tokens
        self.timeout_s = model.timeout_s
        self.reply_tokens = model.reply_tokens
        self.replies: list[str] = []

    def stream(self, messages: Sequence[Message], *, within_s: float) -> Iterator[str]:
        """The pieces of the model's reply."""
        self.replies.append("")
        for piece in self._model.stream(messages, within_s=within_s):
            self.replies[-1] += piece
            yield piece


def main() -> int:
    """Print the figures and exit 0."""
    options = _options()
    settings = load_settings()
    settings = replace(settings, today=settings.today or EXAM_DAY)
    model = _model(settings, options.script)
    samples = _spread(load_samples(DATASETS / f"{options.suite}.jsonl"), options.questions)
    assistant = build_assistant(replace(settings, model=""))
    trials = list(_trials(samples, assistant, model, settings, most_s=60 * options.minutes))
    if options.sentences:
        _write(options.sentences, trials)
    print(_report(trials, model))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.model_trial")
    parser.add_argument("--script", choices=SCRIPTS, help="a scripted model instead of the one that KOTO_MODEL names")
    parser.add_argument("--suite", choices=("exam", "core"), default="exam", help="the questions (exam)")
    parser.add_argument("--questions", type=int, default=0, metavar="N", help="spread over the set (all)")
    parser.add_argument("--minutes", type=float, default=60.0, metavar="M", help="begin no question after this (60)")
    parser.add_argument(
        "--sentences", type=Path, metavar="FILE.jsonl", help="write what the model said, and what was shown"
    )
    return parser.parse_args()


def _model(settings: Settings, script: str | None) -> ChatModel:
    model = SCRIPTS[script]() if script else load_chat_model(settings)
    if model is None:
        raise SettingsError("no model to try. Set KOTO_MODEL, or choose a --script.")
    return model


def _spread(samples: Sequence[Sample], number: int) -> list[Sample]:
    """`number` samples at even distances, or all."""
    if not 0 < number < len(samples):
        return list(samples)
    return [samples[place * len(samples) // number] for place in range(number)]


def _trials(
    samples: Sequence[Sample], assistant: Assistant, model: ChatModel, settings: Settings, *, most_s: float
) -> Iterator[Trial]:
    started = time.monotonic()
    listened = _Listened(model)
    for done, sample in enumerate(samples, start=1):
        if time.monotonic() - started > most_s:
            return
        listened.replies.clear()
        plain, worded = (
            ask(sample.question, assistant.retriever, today=settings.day(), chat_model=one) for one in (None, listened)
        )
        scored = (_scored(sample, plain, assistant), _scored(sample, worded, assistant))
        yield Trial(sample, *scored, replies=tuple(listened.replies))
        print(f"\r{done}/{len(samples)} questions", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def _scored(sample: Sample, answer: Answer, assistant: Assistant) -> Scored:
    return Scored(sample, answer, {one.id: one for one in assistant.passages(sorted(_cited(answer)))})


def _cited(answer: Answer) -> set[str]:
    told: tuple[Sentence | Caveat, ...] = (*answer.sentences, *answer.caveats)
    return {citation.passage_id for one in told for citation in one.citations}


def _write(file: Path, trials: Sequence[Trial]) -> None:
    rows = [
        {
            "id": trial.sample.id,
            "question": trial.worded.answer.question,
            "replies": trial.replies,
            "why_not": trial.failure,
            "shown": [
                {
                    "sentence": sentence.text,
                    "quotes": [citation.quote for citation in sentence.citations],
                    "support": sentence.support,
                    "by_words": is_supported(sentence, trial.worded),
                }
                for sentence in trial.sentences
            ],
        }
        for trial in trials
        if trial.was_asked
    ]
    file.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")


def _report(trials: Sequence[Trial], model: ChatModel) -> str:
    asked = [trial for trial in trials if trial.was_asked]
    worded = [trial for trial in asked if trial.failure is None]
    shown = [(trial, one) for trial in asked for one in trial.sentences]
    claims = sum(one.kind is SentenceKind.CLAIM for trial in worded for one in trial.worded.answer.sentences)
    doubtful = [one for trial, one in shown if not is_supported(one, trial.worded)]
    why = Counter(trial.failure.value for trial in asked if trial.failure)
    lines = [
        f"model: {model.name}",
        f"questions: {len(trials)}, of which the model was asked {len(asked)}",
        f"answers in its words: {len(worded)}{_share(len(worded), len(asked))}",
        f"fallbacks: {len(asked) - len(worded)}{_share(len(asked) - len(worded), len(asked))} {dict(why) or ''}",
        f"claims shown in its answers: {claims}, of which in words of its own {len(shown)}",
        f"of these not borne out by words: {len(doubtful)}{_share(len(doubtful), len(shown))}",
        f"passages that the extractive answer cites and the model's does not: {sum(len(one.lost) for one in trials)}",
        f"right without the model: {_right([one.plain for one in trials]):.3f}, with it:"
        f" {_right([one.judged for one in trials]):.3f}",
    ]
    if isinstance(model, ScriptedModel):
        lines.insert(1, f"sentences read of the script: {model.said}")
    times = [trial.worded.answer.timings_ms["compose"] for trial in asked]
    if times:
        lines.append(f"time of the model for an answer: median {median(times) / 1000:.1f} s")
    return "\n".join(lines)


def _share(part: int, whole: int) -> str:
    return f" ({part / whole:.1%})" if whole else ""


def _right(scored: Sequence[Scored]) -> float:
    values = [is_right(one) or 0.0 for one in scored]
    return sum(values) / len(values) if values else 0.0


if __name__ == "__main__":
    sys.exit(main())
