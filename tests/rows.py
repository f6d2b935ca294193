"""Rows of a table that a test holds for, all in one test: what ``pytest.mark.parametrize`` is for a few.

A test of its own costs each row three milliseconds of the processor, and again in each process that collects it.
That is more than most rules need to read a sentence.
"""

import functools
import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Any

Test = Callable[..., None]
Ids = Callable[[Any], object] | Sequence[str] | None


def each_row(names: str | Sequence[str], rows: Iterable[Any], ids: Ids = None) -> Callable[[Test], Test]:
    """Run a test on each row, to the last one; it fails with every row that is wrong, and why.

    Arguments are as ``pytest.mark.parametrize`` has them. The test may ask for nothing but its row.
    """
    columns = [names] if isinstance(names, str) and "," not in names else _split(names)
    table = [(row,) if isinstance(names, str) and len(columns) == 1 else tuple(row) for row in rows]

    def on_each(test: Test) -> Test:
        assert set(columns) == set(inspect.signature(test).parameters), "a row is all that such a test may ask for"

        @functools.wraps(test)
        def on_all() -> None:
            wrong = [found for row in enumerate(table) if (found := _why_wrong(test, columns, ids, *row))]
            if wrong:
                said = "\n".join(why for why, _ in wrong)
                raise AssertionError(f"{len(wrong)} of {len(table)} rows:\n{said}") from wrong[0][1]

        on_all.__signature__ = inspect.Signature()  # type: ignore[attr-defined] # pytest looks for fixtures there
        return on_all

    return on_each


def _split(names: str | Sequence[str]) -> list[str]:
    return [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)


def _why_wrong(
    test: Test, columns: list[str], ids: Ids, number: int, row: tuple[Any, ...]
) -> tuple[str, Exception] | None:
    """Return what is wrong with a row, with its name, and the exception; None if nothing is."""
    try:
        test(**dict(zip(columns, row, strict=True)))
    except Exception as error:  # noqa: BLE001 - whatever a row does to a rule, it is said with the row
        return f"- {_name(ids, number, row)}: {type(error).__name__}: {error}", error
    return None


def _name(ids: Ids, number: int, row: tuple[Any, ...]) -> str:
    if callable(ids):
        return ", ".join(str(ids(value)) for value in row)
    return ids[number] if ids is not None else ", ".join(map(repr, row))
