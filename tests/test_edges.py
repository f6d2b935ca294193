"""Where any exception is caught: at the edges that decision 0091 lists, each with its reason, and nowhere else."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.paths import ROOT

ROOMS = ("bot", "handlers", "workflows", "storage")
PAGE = (ROOT / "docs" / "decisions" / "0091-edges.md").read_text("utf-8")
LISTED = re.findall(r"^\| `([\w/.]+)` \| `(\w+)` \|", PAGE, re.MULTILINE)
ANY = {"Exception", "BaseException"}


def _takes_any(caught: ast.expr | None) -> bool:
    names = [None] if caught is None else caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(one is None or (isinstance(one, ast.Name) and one.id in ANY) for one in names)


def _passes_on(handler: ast.ExceptHandler) -> bool:
    """Say whether a handler tidies up and raises the same again: then nothing is caught."""
    end = handler.body[-1]
    return isinstance(end, ast.Raise) and end.exc is None


def _is_caught_here(node: ast.AST) -> bool:
    if isinstance(node, ast.ExceptHandler):
        return _takes_any(node.type) and not _passes_on(node)
    if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "suppress":
        return any(isinstance(one, ast.Name) and one.id in ANY for one in node.args)
    return False


def _in(tree: ast.AST, inside: str = "") -> Iterator[tuple[str, int]]:
    """Yield the function and line of each place where any exception is caught."""
    for node in ast.iter_child_nodes(tree):
        where = node.name if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else inside
        if _is_caught_here(node):
            yield where, getattr(node, "lineno", 0)
        yield from _in(node, where)


def _found() -> list[tuple[Path, str, int]]:
    files = [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]
    return [(file, *place) for file in files for place in _in(ast.parse(file.read_text("utf-8")))]


def test_any_exception_is_caught_at_the_listed_edges_and_nowhere_else() -> None:
    assert sorted((str(file.relative_to(ROOT)), function) for file, function, _ in _found()) == sorted(LISTED)


def test_each_edge_says_what_it_is_the_edge_of() -> None:
    silent = [
        f"{file}:{line}"
        for file, _, line in _found()
        if "edge: of " not in file.read_text("utf-8").splitlines()[line - 1]
    ]

    assert silent == []


@pytest.mark.parametrize(
    ("code", "is_caught"),
    [
        ("try:\n  f()\nexcept Exception:\n  pass", True),
        ("try:\n  f()\nexcept (ValueError, BaseException) as error:\n  log(error)", True),
        ("try:\n  f()\nexcept:\n  g()", True),
        ("try:\n  f()\nexcept Exception as error:\n  raise Other from error", True),
        ("with contextlib.suppress(Exception):\n  f()", True),
        ("try:\n  f()\nexcept Exception:\n  tidy()\n  raise", False),
        ("try:\n  f()\nexcept ValueError:\n  pass", False),
    ],
)
def test_a_new_place_is_found_in_whatever_form(code: str, *, is_caught: bool) -> None:
    assert bool(list(_in(ast.parse(code)))) == is_caught
