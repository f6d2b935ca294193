"""``python -m workflows.faq.ranking.learn FOLDER``: learns from pairs again which words go with which, in plain Python.

FOLDER holds ``*.jsonl``: a passage of a help text a line, with questions that it answers. The same rows give the same
``ranking.gz`` on every machine; it takes some minutes.
"""

import argparse
import hashlib
import json
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from operator import mul
from pathlib import Path

from workflows.faq.match_words import all_words_in
from workflows.faq.ranking.model import UNIT, Ranking, dump

ROUNDS = 4  # of expectation and maximisation; more change nothing that is measured
CAUTION = 2.0  # seen this often without any question: a word of few texts brings nothing for certain
LEAST_LIKELY = 0.003  # a link that is weaker, or not much stronger than chance, is left out
LEAST_OVER_CHANCE = 2.0
SIZE = 40  # of a vector; 40 to 120 measure alike
TURNS = 20  # of the search for the directions
VECTOR_UNIT = 1_000


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage and the questions it answers, as words."""

    text: tuple[str, ...]
    questions: tuple[tuple[str, ...], ...]


def read_pairs(folder: Path) -> tuple[list[Pair], str]:
    """Return the pairs of all files in order, and the hash of what they were read from."""
    lines = [line for file in sorted(folder.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines() if line]
    return [pair_of(json.loads(line)) for line in lines], hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def pair_of(row: Mapping[str, str | list[str]]) -> Pair:
    """Return a row as words."""
    return Pair(tuple(all_words_in(str(row["passage"]))), tuple(tuple(all_words_in(one)) for one in row["questions"]))


def learn(pairs: Sequence[Pair], rows: str = "") -> Ranking:
    """Return what the pairs teach."""
    words = sorted({word for pair in pairs for word in (*pair.text, *(w for one in pair.questions for w in one))})
    counts = Counter(word for pair in pairs for one in pair.questions for word in one)
    unknown = 0.5 / (sum(counts.values()) + 0.5 * len(words))
    usual = {word: (2 * counts[word] + 1) * unknown for word in words}
    vectors = _vectors(pairs, words)
    return Ranking(rows, usual, unknown, _links(pairs, usual), vectors)


def _links(pairs: Sequence[Pair], usual: dict[str, float]) -> dict[str, tuple[tuple[str, float], ...]]:
    """Return IBM model 1 from texts to their questions: for a word of questions what brings it, strongest first."""
    likely: dict[str, dict[str, float]] = {}
    for text, question in _each(pairs):
        for word in text:
            likely.setdefault(word, {}).update(dict.fromkeys(question, 1.0))
    for row in likely.values():
        row.update({word: 1.0 / len(row) for word in row})
    for _ in range(ROUNDS):
        likely = _round(pairs, likely)
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for text_word, row in likely.items():
        for word, one in row.items():
            if one >= LEAST_LIKELY and one >= LEAST_OVER_CHANCE * usual[word]:
                found[word].append((text_word, round(one * UNIT) / UNIT))
    return {word: tuple(sorted(row, key=lambda one: (-one[1], one[0]))) for word, row in found.items()}


def _round(pairs: Sequence[Pair], likely: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    sums: dict[str, dict[str, float]] = {word: dict.fromkeys(row, 0.0) for word, row in likely.items()}
    for text, question in _each(pairs):
        rows = [(likely[word], sums[word]) for word in text]
        for word in question:
            whole = sum(row[word] for row, _ in rows) or 1.0
            for row, told in rows:
                told[word] += row[word] / whole
    found = {}
    for text_word, row in sums.items():
        whole = sum(row.values()) + CAUTION
        found[text_word] = {word: one / whole for word, one in row.items()}
    return found


def _each(pairs: Sequence[Pair]) -> Iterable[tuple[list[str], tuple[str, ...]]]:
    for pair in pairs:
        text = list(dict.fromkeys(pair.text))
        for question in pair.questions:
            yield text, question


def _vectors(pairs: Sequence[Pair], words: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return latent semantic analysis: of the words of each pair, by rarity, the directions in which pairs differ."""
    place = {word: at for at, word in enumerate(words)}
    held = [Counter((*pair.text, *(word for one in pair.questions for word in one))) for pair in pairs]
    found_in = Counter(word for one in held for word in one)
    rarity = {word: math.log((len(pairs) + 1) / (found_in[word] + 0.5)) for word in words}
    rows = [[(place[word], math.log1p(count) * rarity[word]) for word, count in one.items()] for one in held]
    directions = _directions(rows, len(words))
    return {
        word: tuple(round(one * rarity[word] * VECTOR_UNIT) for one in directions[at]) for at, word in enumerate(words)
    }


def _directions(rows: Sequence[Sequence[tuple[int, float]]], width: int) -> list[list[float]]:
    """Return for each column its part in the ``SIZE`` strongest directions of sparse rows, by subspace iteration."""
    chance = random.Random(0)  # noqa: S311 - where the search begins, the same each time
    columns = _upright([[chance.gauss(0, 1) for _ in range(width)] for _ in range(SIZE)])
    for _ in range(TURNS):
        by_word = list(map(list, zip(*columns, strict=True)))
        summed = [[0.0] * SIZE for _ in range(width)]
        for row in rows:
            seen = [0.0] * SIZE
            for at, weight in row:
                seen = [one + weight * part for one, part in zip(seen, by_word[at], strict=True)]
            for at, weight in row:
                summed[at] = [one + weight * part for one, part in zip(summed[at], seen, strict=True)]
        columns = _upright(list(map(list, zip(*summed, strict=True))))
    return list(map(list, zip(*columns, strict=True)))


def _upright(columns: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return columns of length 1 at right angles that span the same."""
    found: list[list[float]] = []
    for one in columns:
        column = list(one)
        for other in found:
            shared = sum(map(mul, column, other))
            column = [a - shared * b for a, b in zip(column, other, strict=True)]
        length = math.sqrt(sum(map(mul, column, column))) or 1.0
        found.append([one / length for one in column])
    return found


def main(folder: Path) -> None:
    """Learn from all pairs and write the file of this checkout."""
    pairs, rows = read_pairs(folder)
    ranking = learn(pairs, rows)
    data = dump(ranking)
    Path(str(resources.files("workflows.faq.ranking") / "ranking.gz")).write_bytes(data)
    links = sum(map(len, ranking.links.values()))
    sys.stdout.write(f"{len(pairs)} pairs, {len(ranking.usual)} words, {links} links, {len(data) // 1000} kB\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m workflows.faq.ranking.learn", description=__doc__)
    parser.add_argument("folder", type=Path)
    main(parser.parse_args().folder)
