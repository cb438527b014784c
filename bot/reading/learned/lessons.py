"""Teaches the ear from the labelled examples; needs numpy, which Relais itself does not.

A net of two layers over the features of a text, trained by Adam with half of the features and a fifth of the inner
values hidden at each step, so that no single word decides. The same examples always give the same weights.
"""

import json
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from bot.reading.learned.ear import FINEST, WEIGHTS
from bot.reading.learned.examples import HELD, Example, digest, examples
from bot.reading.learned.features import Shown, features
from bot.reading.learned.meanings import NOTHING, TASKS, WHATEVER_WAS_ASKED, WHERE
from bot.reading.normalise import plain
from bot.reading.tokens import tokenise
from bot.reading.vocabulary import spoken_in

HIDDEN, EPOCHS, BATCH, RATE, SEED = 112, 10, 64, 2e-3, 7
HIDE_FEATURES, HIDE_INNER = 0.5, 0.2
SEEN_AT_LEAST, KEPT = 2, 75_000
AGAIN = 4
"""How often more than others the lines are taught that tests hold."""
FULL = 2
"""The first tasks count in full, the details less."""
Table = Any


@dataclass
class Net:
    """Weights while they are learned: features to inner values, inner values to answers."""

    first: Table
    bias: Table
    second: Table
    answer_bias: Table


def teach(kept: int = KEPT) -> Path:
    """Learn from all examples and write the weights; where they were written."""
    known = list(examples()) + list(examples(HELD)) * AGAIN
    rows, keys = vectors(known, kept)
    net = learn(rows, np.concatenate([answers(known, alone=False), answers(known, alone=True)]), len(keys))
    path = Path(str(files("bot.reading.learned") / WEIGHTS))
    path.write_bytes(packed(net, keys))
    return path


def vectors(known: Sequence[Example], kept: int) -> tuple[list[Table], list[int]]:
    """The features of each example as places in the sorted list of keys, which comes second.

    First every example as an answer, then every example by itself.
    """
    shown = [_shown(one) for one in known]
    seen = [_keys(one.itself() + one.answering) for one in shown] + [_keys(one.itself()) for one in shown]
    often = Counter(key for keys in seen[: len(known)] for key in set(keys))
    ranked = sorted(often.items(), key=lambda pair: (-pair[1], pair[0]))
    keys = sorted(key for key, times in ranked[:kept] if times >= SEEN_AT_LEAST)
    places = {key: at for at, key in enumerate(keys)}
    return [np.array([places[key] for key in found if key in places], dtype=np.int64) for found in seen], keys


def answers(known: Sequence[Example], alone: bool) -> Table:
    """For each example and task the place of its answer, -1 where the task says nothing about it.

    By itself (`alone`) a text answers only what it means whatever was asked.
    """
    return np.array([[_answer(one, t) if (t in WHATEVER_WAS_ASKED) == alone else -1 for t in TASKS] for one in known])


def learn(rows: Sequence[Table], wanted: Table, size: int) -> Net:
    """Adam over batches, touching only the rows of features that a batch holds."""
    random = np.random.default_rng(SEED)
    net = _new(random, size)
    memory = [np.zeros_like(net.first), np.zeros_like(net.first)]
    others = [[np.zeros_like(table), np.zeros_like(table)] for table in (net.bias, net.second, net.answer_bias)]
    step = 0
    for epoch in range(EPOCHS):
        order = random.permutation(len(rows))
        rate = RATE * (1 - 0.9 * epoch / EPOCHS)
        for start in range(0, len(order), BATCH):
            step += 1
            batch = order[start : start + BATCH]
            _step(net, [_hidden(rows[at], random) for at in batch], wanted[batch], random, rate, step, memory, others)
    return net


def packed(net: Net, keys: Sequence[int]) -> bytes:
    """The weights in whole numbers, as `Ear` reads them."""
    scale = float(np.abs(net.first).max()) / 127
    answer_scale = float(np.abs(net.second).max()) / FINEST
    about = {
        "tasks": TASKS, "hidden": HIDDEN, "features": len(keys), "scale": scale, "answer_scale": answer_scale,
        "bias": [round(float(x), 5) for x in net.bias], "answer_bias": [round(float(x), 5) for x in net.answer_bias],
        "examples": digest(),
    }  # fmt: skip
    first = (np.rint(net.first / scale) + 128).astype(np.uint8)
    second = (np.rint(net.second / answer_scale) + FINEST + 1).astype("<u4")
    body: bytes = np.array(keys, dtype="<u4").tobytes() + first.tobytes() + second.tobytes()
    return json.dumps(about).encode() + b"\n" + body


def _keys(features_: Sequence[str]) -> list[int]:
    return [zlib.crc32(one.encode()) for one in features_]


def _shown(one: Example) -> Shown:
    tokens = tokenise(plain(one.text))
    return features(tokens, one.asked, spoken_in(tokens, one.language))


def _answer(one: Example, task: str) -> int:
    if task == "intent":
        return TASKS[task].index(one.intent)
    if task == "alarm":
        return TASKS[task].index(one.intent) if one.intent in TASKS[task] else 0
    if task == "human":
        return int(one.human)
    if task in WHERE and one.intent not in WHERE[task]:
        return -1
    said = one.fields.get(task, NOTHING)
    return TASKS[task].index(said) if said in TASKS[task] else -1


def _new(random: Any, size: int) -> Net:
    total = sum(map(len, TASKS.values()))
    return Net(
        (random.normal(size=(size, HIDDEN)) * 0.1).astype(np.float32),
        np.zeros(HIDDEN, np.float32),
        (random.normal(size=(HIDDEN, total)) * np.sqrt(2 / HIDDEN)).astype(np.float32),
        np.zeros(total, np.float32),
    )


def _hidden(row: Table, random: Any) -> Table:
    left = row[random.random(len(row)) > HIDE_FEATURES]
    return left if len(left) else row[:1]


def _step(
    net: Net, rows: list[Table], wanted: Table, random: Any, rate: float, step: int, memory: Any, others: Any
) -> None:
    lengths = np.array([len(row) for row in rows])
    which, ends = np.concatenate(rows), np.cumsum(lengths)
    share = 1 / np.sqrt(np.maximum(lengths, 1))[:, None]
    raw = np.add.reduceat(net.first[which], ends - lengths, axis=0) * share + net.bias
    shown = (random.random(raw.shape) > HIDE_INNER) / (1 - HIDE_INNER) * (raw > 0)
    inner = raw * shown
    slope = _slope(inner @ net.second + net.answer_bias, wanted)
    back = (slope @ net.second.T) * shown
    for table, change, kept in zip(
        (net.bias, net.second, net.answer_bias), (back.sum(0), inner.T @ slope, slope.sum(0)), others, strict=True
    ):
        table -= _adam(change, kept, slice(None), rate, step)
    touched, of = np.unique(which, return_inverse=True)
    sorted_by = np.argsort(of, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(of))[:-1]])
    owner = np.repeat(np.arange(len(rows)), lengths)
    change = np.add.reduceat((back * share)[owner[sorted_by]], starts, axis=0)
    net.first[touched] -= _adam(change, memory, touched, rate, step)


def _slope(values: Table, wanted: Table) -> Table:
    """How the loss changes with each answer's value, task by task; nothing where there is no answer."""
    slope, at = np.zeros_like(values), 0
    for task, names in enumerate(TASKS.values()):
        part = values[:, at : at + len(names)]
        raised = np.exp(part - part.max(1, keepdims=True))
        change = raised / raised.sum(1, keepdims=True)
        said = np.flatnonzero(wanted[:, task] >= 0)
        change[said, wanted[said, task]] -= 1
        slope[said, at : at + len(names)] = change[said] * (1.0 if task < FULL else 0.3)
        at += len(names)
    return slope / len(values)


def _adam(change: Table, kept: Any, place: Any, rate: float, step: int) -> Table:
    kept[0][place] = 0.9 * kept[0][place] + 0.1 * change
    kept[1][place] = 0.999 * kept[1][place] + 0.001 * change * change
    return rate * (kept[0][place] / (1 - 0.9**step)) / (np.sqrt(kept[1][place] / (1 - 0.999**step)) + 1e-8)


if __name__ == "__main__":
    teach()
