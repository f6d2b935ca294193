"""``python -m workflows.faq.meaning.learn PAIRS``: learns the vectors of words from a sentence transformer.

The teacher is that of the extra ``meaning``, PAIRS is the folder of ``workflows.faq.ranking.learn``. It needs scipy
(1.17.1) beside the extra. Some ten minutes of CPU; another machine's arithmetic may change a last bit here and there.
"""

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

from workflows.faq.meaning.table import Meaning, dump, words_of
from workflows.language.detection import detect
from workflows.understanding.transformer import WIDTH, Transformer, load

SIZE = 64  # of a vector; 96 and 128 measure alike
LEAST_PAIR, MOST_PAIRS = 6, 8000  # how often two words follow each other, that they are known as one thing
USUAL = 1e-3  # words that are a larger share than this of all weigh less, before anything is fitted
TURNS, STEP, BATCH = 8, 0.006, 1024
OWN = 1.0  # seen this often, a word is half its own fitted vector and half what its meaning alone would give it
MOST_MESSAGES = 7500  # of the rows of other readers: those with words that the pairs have seldom
SHORTEST, LONGEST = 5, 28  # words of such a message
KNOWN = 0.75  # share of its words that the pairs have: others are of another language
WORTH = (0.035, 0.02, 0.01)  # how much a message is worth by its seldom words, in three rounds
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
Matrix = Any  # numpy and scipy have no place in the desk, nor in its checks


def usual_words(teacher: Transformer) -> list[str]:
    """Return the whole words that the teacher knows, the most usual first."""
    return [word for word in teacher.pieces.places if re.fullmatch(r"[a-z]{2,}", word)]


def vectors_of(teacher: Transformer, texts: Sequence[str]) -> Matrix:
    """Return what the teacher says each text means, a row of length 1."""
    import numpy as np  # noqa: PLC0415 - needed for learning alone

    return np.array([teacher.direction(text) for text in texts])


def unit(rows: Matrix) -> Matrix:
    """Return each row with length 1."""
    return rows / ((rows * rows).sum(1, keepdims=True) ** 0.5 + 1e-8)


def texts_of(pairs: Path) -> tuple[list[str], list[str]]:
    """Return the questions and passages of pairs; and what else is read: sentences of passages, unrelated, messages."""
    lines = [line for file in sorted(pairs.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines() if line]
    rows = [json.loads(line) for line in lines]
    passages = [row["passage"] for row in rows]
    first = [question for row in rows for question in row["questions"]] + passages
    sentences = [one for text in passages for line in text.splitlines() for one in _SENTENCE.split(line.strip()) if one]
    unrelated = (pairs / "unrelated.txt").read_text("utf-8").splitlines()
    return first, [*sentences, *unrelated, *_messages(Counter(word for one in first for word in words_of(one)))]


def _messages(counts: Counter[str]) -> list[str]:
    """Return messages from the rows of other readers, those first that have words which the pairs have seldom."""
    found: list[str] = []
    for name in ("danger", "turns", "sentences", "wanted"):
        rows = resources.files("workflows.understanding.rows").joinpath(f"{name}.tsv").read_text("utf-8")
        found += [line.split("\t")[-1] for line in rows.splitlines() if "\t" in line and not line.startswith("#")]
    left = [one for one in dict.fromkeys(found) if _is_plain(one, counts)]
    seen, chosen = Counter(counts), list[str]()

    def worth(text: str) -> float:
        return float(sum((1 + seen[word]) ** -0.7 for word in dict.fromkeys(words_of(text)))) / (6 + len(text.split()))

    for least in WORTH:
        kept = []
        for one in sorted(left, key=worth, reverse=True):
            if len(chosen) < MOST_MESSAGES and worth(one) > least:
                chosen.append(one)
                seen.update(words_of(one))
            else:
                kept.append(one)
        left = kept
    return chosen


def _is_plain(text: str, counts: Counter[str]) -> bool:
    words = words_of(text)
    if not SHORTEST <= len(words) <= LONGEST or "{" in text or detect(text) != "en":
        return False
    return sum(word in counts for word in words) >= KNOWN * len(words)


def vocabulary(first: Sequence[str], known: Sequence[str]) -> tuple[list[str], Counter[str]]:
    """Return the words and pairs of words that get a vector, and how often each stands in the first texts."""
    counts, pairs = Counter[str](), Counter[str]()
    for one in first:
        words = words_of(one)
        counts.update(words)
        pairs.update(f"{a} {b}" for a, b in pairwise(words))
    often = [pair for pair, count in pairs.most_common(MOST_PAIRS) if count >= LEAST_PAIR]
    words = list(dict.fromkeys([*counts, *known]))
    return [*words, *often], counts + Counter({pair: pairs[pair] for pair in often})


def counted(texts: Sequence[str], words: Sequence[str]) -> Matrix:
    """Return a sparse row for each text: how often each word and pair of words stands in it, as 1 + log."""
    import numpy as np  # noqa: PLC0415 - needed for learning alone
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - likewise

    place = {word: at for at, word in enumerate(words)}
    cells = [
        (row, place[word], count)
        for row, text in enumerate(texts)
        for word, count in Counter(_grams(words_of(text))).items()
        if word in place
    ]
    rows, columns, counts = map(np.array, zip(*cells, strict=True))
    return csr_matrix(
        (1 + np.log(counts).astype(np.float32), (rows, columns)), shape=(len(texts), len(words)), dtype=np.float32
    )


def _grams(words: Sequence[str]) -> Iterator[str]:
    yield from words
    yield from (f"{a} {b}" for a, b in pairwise(words))


def fitted(held: Matrix, meant: Matrix, alone: Matrix, share: Matrix) -> Matrix:
    """Return vectors of words whose sum in each text (``held``) points where the teacher's vector (``meant``) points.

    ``alone``: what the teacher makes of each word alone; ``share``: of all words. Both are where the fit begins, and
    what seldom words keep.
    """
    import numpy as np  # noqa: PLC0415 - needed for learning alone

    begun = alone * (USUAL / (USUAL + share))[:, None]
    sums = unit(held[::2] @ begun)
    vectors = (begun @ np.linalg.solve(sums.T @ sums + np.eye(WIDTH), sums.T @ meant[::2])).astype(np.float32)
    vectors /= np.abs(vectors).std() * 10
    often = np.asarray((held > 0).sum(0)).ravel()
    seen = np.flatnonzero(often)
    vectors[seen] = _turned(vectors[seen], held[:, seen], meant)
    # What a word alone would be, from those that were fitted.
    known, weight = np.flatnonzero(often >= 3), np.minimum(often, 50)[:, None]
    told = np.hstack([alone, np.ones((len(alone), 1))])
    weighed = told[known] * weight[known]
    guess = told @ np.linalg.solve(told[known].T @ weighed + 20 * np.eye(WIDTH + 1), weighed.T @ vectors[known])
    own = (often / (often + OWN))[:, None]
    return own * vectors + (1 - own) * guess


def _turned(vectors: Matrix, held: Matrix, meant: Matrix) -> Matrix:
    """Return vectors after ``TURNS`` of Adam over all texts, for the cosine with what was meant."""
    import numpy as np  # noqa: PLC0415 - needed for learning alone

    chance, count = np.random.default_rng(0), held.shape[0]
    mean, square, steps = np.zeros_like(vectors), np.zeros_like(vectors), TURNS * (count // BATCH + 1)
    step = 0
    for _ in range(TURNS):
        order = chance.permutation(count)
        for at in range(0, count, BATCH):
            some = order[at : at + BATCH]
            sums = held[some] @ vectors
            length = (sums * sums).sum(1, keepdims=True) ** 0.5 + 1e-6
            cosine = (sums / length * meant[some]).sum(1, keepdims=True)
            slope = held[some].T @ ((cosine * sums / length - meant[some]) / length)
            step += 1
            mean += 0.1 * (slope - mean)
            square += 0.01 * (slope * slope - square)
            pace = STEP * (1 - step / (steps + 1)) / (1 - 0.9**step)
            vectors = vectors - pace * mean / ((square / (1 - 0.99**step)) ** 0.5 + 1e-8)
    return vectors


def packed(vectors: Matrix, words: Sequence[str], rows: str) -> Meaning:
    """Return the vectors as signed bytes, one measure for all; the thousandth part that is larger is cut."""
    import numpy as np  # noqa: PLC0415 - needed for learning alone

    scaled = np.clip(np.round(vectors / np.quantile(np.abs(vectors), 0.999) * 127), -127, 127).astype(np.int8)
    return Meaning(rows, SIZE, {word: at for at, word in enumerate(words)}, memoryview(scaled.tobytes()).cast("b"))


def learn(teacher: Transformer, first: Sequence[str], more: Sequence[str]) -> Meaning:
    """Return what the teacher says of these texts, as vectors of words."""
    import numpy as np  # noqa: PLC0415 - needed for learning alone

    words, counts = vocabulary(first, usual_words(teacher))
    texts = [*first, *more]
    meant = vectors_of(teacher, texts)
    axes = np.linalg.svd(meant[: len(first)] - meant[: len(first)].mean(0), full_matrices=False)[2][:SIZE].T
    share = np.array([counts[word] for word in words]) / sum(count for word, count in counts.items() if " " not in word)
    vectors = fitted(counted(texts, words), unit(meant @ axes), vectors_of(teacher, words), share)
    return packed(vectors, words, hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16])


def main(pairs: Path) -> None:
    """Learn and write the file of this checkout."""
    teacher = load()
    if teacher is None:
        sys.exit("the teacher is not there: pip install 'frontdesk[meaning]'")
    first, more = texts_of(pairs)
    data = dump(learn(teacher, first, more))
    Path(str(resources.files("workflows.faq.meaning") / "vectors.gz")).write_bytes(data)
    sys.stdout.write(f"{len(first) + len(more)} texts, {len(data) // 1000} kB\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m workflows.faq.meaning.learn", description=__doc__)
    parser.add_argument("pairs", type=Path)
    main(parser.parse_args().pairs)
