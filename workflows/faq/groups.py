"""Grouping questions that ask the same, whoever asked them and in whatever words; the largest group first."""

from collections import Counter
from collections.abc import Sequence

from workflows.faq.words import content_words, same_question
from workflows.language.grounding import fold


def grouped(questions: Sequence[str]) -> list[list[int]]:
    """Return the places of questions that ask the same, group by group: most first, then in the order given.

    A question joins the first group whose first question asks the same; only groups that share a word are compared.
    """
    groups: list[list[int]] = []
    exact: dict[str, int] = {}
    by_word: dict[str, list[int]] = {}
    for place, question in enumerate(questions):
        words = content_words(question)
        known = exact.get(fold(question))
        if known is None:
            near = Counter(group for word in words for group in by_word.get(word, ()))
            likely = [group for group, shared in near.most_common() if shared * 2 >= len(words)]
            known = next((one for one in likely if same_question(question, questions[groups[one][0]])), None)
        if known is None:
            known = len(groups)
            groups.append([])
            for word in words:
                by_word.setdefault(word, []).append(known)
        exact.setdefault(fold(question), known)
        groups[known].append(place)
    return sorted(groups, key=lambda group: (-len(group), group[0]))
