"""Understands messages by rule with whichever build is on the path, and prints the middle of what each took, in µs.

Run as a file: ``understood.py CLASSIFY_MODULE ITS_INPUT PLAN_MODULE ITS_INPUT``; lists of texts in JSON on stdin, a
list of figures in JSON on stdout. The earlier build has other names for the same two steps.
"""

import importlib
import json
import sys
import time
from statistics import median


def main(classify_module: str, to_classify: str, plan_module: str, to_plan: str) -> None:
    """Read each text once unmeasured, which compiles patterns; the second time it ends otherwise: none is known."""
    classify, plan = importlib.import_module(classify_module), importlib.import_module(plan_module)
    message, split = getattr(classify, to_classify), getattr(plan, to_plan)

    def took(text: str) -> float:
        began = time.process_time_ns()
        classify.CLASSIFY.rule(message(text, ""))
        plan.PLAN.rule(split(text))
        return (time.process_time_ns() - began) / 1e3

    figures = []
    for texts in json.load(sys.stdin):
        for text in texts:
            took(text)
        figures.append(median([took(f"{text} ") for text in texts]))
    json.dump(figures, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
