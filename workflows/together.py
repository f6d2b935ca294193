"""Work at the same time, of which nothing is left running when a part of it fails."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

T = TypeVar("T")


async def all_of(parts: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """Run all parts and return what they return, in order; when one fails, the others end first, then its error comes.

    What they ask a model meanwhile is in the journal when the work is tried again, and is not paid for twice.
    """
    answers = []
    for one in await asyncio.gather(*parts, return_exceptions=True):
        if isinstance(one, BaseException):
            raise one
        answers.append(one)
    return answers
