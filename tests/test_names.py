"""A name that a module gives a value stays that value: no linter here sees that one is replaced by another."""

import ast

from tests.paths import ROOT


def _assigned_again(tree: ast.Module) -> list[str]:
    """Return the names that a module gives one value and later another that has nothing of it."""
    known: set[str] = set()
    again: list[str] = []
    for line in tree.body:
        if not isinstance(line, ast.Assign | ast.AnnAssign) or line.value is None:
            continue
        targets = line.targets if isinstance(line, ast.Assign) else [line.target]
        names = {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}
        again += names & known - {one.id for one in ast.walk(line.value) if isinstance(one, ast.Name)}
        known |= names
    return again


def test_no_constant_of_a_module_is_silently_replaced_by_another() -> None:
    files = [file for room in ("bot", "handlers", "workflows", "storage") for file in (ROOT / room).rglob("*.py")]

    found = {str(file.relative_to(ROOT)): _assigned_again(ast.parse(file.read_text("utf-8"))) for file in files}

    assert {file: names for file, names in found.items() if names} == {}
