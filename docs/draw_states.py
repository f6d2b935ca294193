#!/usr/bin/env python3
"""Draws the states of cases, turns, tasks, posts and FAQ entries for ``docs/states.md``.

They are drawn from the tables in ``storage/states.py``.

    .venv/bin/python docs/draw_states.py --write    refresh the drawings in docs/states.md
    .venv/bin/python docs/draw_states.py --check    say whether they are fresh (exit code 1: they are not)

The words around the drawings are written by hand; each table is drawn between two marks that bear its name.
"""

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
PAGE = HERE / "docs" / "states.md"
REFRESH = ".venv/bin/python docs/draw_states.py --write"

sys.path.insert(0, str(HERE))

from storage.states import TABLES, States  # noqa: E402 - this checkout's, whatever is installed


def drawing(states: States) -> str:
    """Return a table as Mermaid and as a list: which states may follow each."""
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"  [*] --> {state}" for state in states.transitions if state in states.begins]
    lines += [
        f"  {before} --> {after}"
        for before, then in states.transitions.items()
        for after in states.transitions
        if after in then
    ]
    lines += [f"  {state} --> [*]" for state, then in states.transitions.items() if not then]
    lines += ["```", "", "| from | to |", "|---|---|"]
    for before, then in states.transitions.items():
        lines.append(
            f"| `{before}` | {', '.join(f'`{one}`' for one in states.transitions if one in then) or '(final)'} |"
        )
    return "\n".join(lines)


def refreshed(page: str) -> str:
    """Return the page with each table drawn as it is now."""
    for states in TABLES:
        begin, end = f"<!-- {states.name}: begin -->", f"<!-- {states.name}: end -->"
        before, found, rest = page.partition(begin)
        _, _, after = rest.partition(end)
        if not found:
            raise SystemExit(f"docs/states.md has no place for the states of a {states.name}: {begin} {end}")
        page = f"{before}{begin}\n{drawing(states)}\n{end}{after}"
    return page


def main() -> int:
    """Run as the command line says; return the exit code."""
    about = argparse.ArgumentParser(description="The states of rows, drawn from their tables.")
    what = about.add_mutually_exclusive_group(required=True)
    what.add_argument("--write", action="store_true", help="refresh the page")
    what.add_argument("--check", action="store_true", help="is it fresh?")
    given = about.parse_args()
    page = PAGE.read_text(encoding="utf-8")
    fresh = refreshed(page)
    if given.write:
        PAGE.write_text(fresh, encoding="utf-8")
    elif page != fresh:
        sys.stdout.write(
            f"The drawings in docs/states.md are not what storage/states.py says. Refresh them: {REFRESH}\n"
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
