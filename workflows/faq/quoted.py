"""The clauses of an answer's quotes, read once; it finds those that a clause of the answer is about."""

from collections import Counter

from workflows.faq.sentences import Clause, sentences
from workflows.faq.words import stem
from workflows.language.grounding import fold


class QuoteClauses:
    """What the quotes say, read once for all sentences of an answer."""

    def __init__(self, text: str) -> None:
        self.sentences = sentences(text)
        self.clauses = [clause for one in self.sentences for clause in one.clauses]
        self.of = [one for one in self.sentences for _ in one.clauses]
        self.verbatim = {bare(one.text) for one in self.sentences}
        self.counts = Counter(word for clause in self.clauses for word in clause.words)
        self.stems = {stem(token) for clause in self.clauses for token in clause.tokens}
        self.plain = {word for one in self.clauses for word in one.words if word not in one.turned}
        self.prefixed = {word for one in self.clauses for word in one.turned}
        self.denied = {word for one in self.clauses if one.negated for word in one.words}
        self.denied -= {word for one in self.clauses if not one.negated for word in one.words}
        self.turned = self.prefixed - self.plain
        self.marks = {mark for clause in self.clauses for mark in clause.marks}
        self.bounds = {figure.bound for clause in self.clauses for figure in clause.figures}
        self.figures = {figure.value for clause in self.clauses for figure in clause.figures}

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


def bare(sentence: str) -> str:
    """Return a sentence without the signs around it, to compare whole sentences by."""
    return fold(sentence).strip(" .!?\"'-*•")
