"""The clauses of an answer's quotes, read once; it finds those that a clause of the answer is about."""

from collections import Counter
from collections.abc import Iterable

from workflows.faq.sentences import Clause, Sentence, sentences
from workflows.faq.sequence import sequences
from workflows.faq.vocabulary import meaning
from workflows.faq.words import stem
from workflows.language.grounding import fold

MOST_NEAR = 6


class QuoteClauses:
    """What the quotes say, read once for all sentences of an answer."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.sentences = sentences(text)
        self.sequences = sequences(text)
        self.clauses = [clause for one in self.sentences for clause in one.clauses]
        parts = [part for clause in self.clauses for part in _parts(clause.tokens)]
        self.parts = [(set(map(stem, part)), set(map(meaning, part)) - {""}) for part in parts]
        self.mains = [
            {word for one in each.clauses if one.kind == "main" for word in one.words} for each in self.sentences
        ]
        self.of = [one for one in self.sentences for _ in one.clauses]
        self.verbatim = {bare(one.text) for one in self.sentences}
        self.counts = Counter(word for clause in self.clauses for word in clause.words)
        self.stems = {stem(token) for clause in self.clauses for token in clause.tokens}
        self.plain = {word for one in self.clauses for word in one.words if word not in one.turned}
        self.prefixed = {word for one in self.clauses for word in one.turned}
        self.denied = {word for one in self.clauses if one.negated for word in one.words}
        self.denied -= {word for one in self.clauses if not one.negated for word in one.words}
        self.denied_of = {next(iter(one.words)) for one in self.clauses if one.negated and one.key_word()}
        self.turned = self.prefixed - self.plain
        self.marks = {mark for clause in self.clauses for mark in clause.marks}
        self.bounds = {figure.bound for clause in self.clauses for figure in clause.figures}
        self.figures = {figure.value for clause in self.clauses for figure in clause.figures}

    def around(self, sentence: Sentence) -> list[Sentence]:
        """Return the sentences nearest to an answer's clauses; [] if they are so many that it tells nothing."""
        found = self.holding([at for clause in sentence.clauses for at in self.nearest(clause)])
        return found if len(found) <= MOST_NEAR else []

    def holding(self, clauses: Iterable[int]) -> list[Sentence]:
        """Return the sentences in which these clauses stand, each once."""
        return list({id(self.of[at]): self.of[at] for at in clauses}.values())

    def nearest(self, clause: Clause) -> list[int]:
        """Return the clauses that share most words with ``clause``, the rarer a word the more; [] if none shares any.

        What is denied, or comes last, counts more than its subject.
        """
        weights = {word: 1 / self.counts[word] for word in clause.words if word in self.counts}
        if (word := clause.key_word()) in weights:
            weights[word] *= 1.5
        shares = [sum(weights[word] for word in weights if word in clause.words) for clause in self.clauses]
        best = max(shares, default=0.0)
        return [at for at, share in enumerate(shares) if share and share >= best - 1e-9]


def _parts(tokens: list[str]) -> list[list[str]]:
    """Cut a clause at commas and "and"."""
    parts: list[list[str]] = [[]]
    for token in tokens:
        if token in {",", ";", "and", "but"}:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def bare(sentence: str) -> str:
    """Return a sentence without the signs around it, to compare whole sentences by."""
    return fold(sentence).strip(" .!?\"'-*•")
