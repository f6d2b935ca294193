"""What the tests of FAQs share: three short documents, a desk with the fake model, lies, and what must always hold."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.settings import Settings
from handlers.desk import Desk
from handlers.faq.made import MadeFaq
from handlers.faq.make import make_faq
from handlers.faq.order import FaqLimits, FaqOrder, open_faq
from storage.faq_records import FaqEntry
from tests.fakes.model import KEY, FakeModel, Say
from tests.paths import DATA
from workflows.faq.documents import Document
from workflows.faq.words import same_question
from workflows.model.client import Model

FOLDER = DATA / "faq"
FILES = sorted(str(path) for path in FOLDER.glob("*.md"))
TITLES = ("Energy storage", "Solar power", "Wind turbines")
DOCUMENTS = tuple(
    Document(title, Path(file).read_text(encoding="utf-8")) for title, file in zip(TITLES, FILES, strict=True)
)
WIND = next(one for one in DOCUMENTS[2].text.splitlines() if one.endswith("."))
LIMITS = FaqLimits(concurrency=10, timeout_s=60)


def order(count: int = 10, documents: tuple[Document, ...] = DOCUMENTS) -> FaqOrder:
    """Order FAQs."""
    return FaqOrder("T1", "U1", "Energy", documents, count)


def settings_to(model: FakeModel, **more: Any) -> Settings:  # noqa: ANN401 - settings by name
    """Return settings that lead to the fake."""
    known: dict[str, Any] = {"openai_api_key": KEY, "openai_base_url": model.base_url, "model_timeout_s": 5.0}
    return Settings.model_validate({**known, **more})


async def made(desk: Desk, given: FaqOrder, limits: FaqLimits = LIMITS) -> MadeFaq:
    """Make FAQs from the order to the stored set."""
    opened = await open_faq(desk, given)
    return await make_faq(desk, opened.id, limits)


@asynccontextmanager
async def impatient(desk: Desk, timeout_s: float) -> AsyncIterator[Desk]:
    """Yield the desk with a model door that waits less; close the door."""
    async with Model(replace(desk.model.settings, timeout_s=timeout_s)) as model:
        yield replace(desk, model=model)


def lie(twist: Callable[[dict[str, str], Any], object]) -> Say:
    """Script a lie made from the request and the good answer."""
    return Say(twist=twist)


def of_two_documents(_given: dict[str, str], good: Any) -> object:  # noqa: ANN401 - JSON
    """Twist an answer: it quotes the document on wind as well."""
    return {**good, "quotes": [*good["quotes"], WIND]} if good["answerable"] else good


def prove(found: MadeFaq) -> None:
    """Fail unless every entry is proved by its documents, none repeats another, and the numbers are honest."""
    by_title = {document.title: document for document in found.documents}
    for entry in found.entries:
        assert entry.quotes, entry.question
        for quote in entry.quotes:
            document = found.documents[quote["document"]]
            assert document.title == quote["title"]
            assert document.text[quote["start"] : quote["end"]] == quote["text"]
            assert len(quote["text"].split()) >= 4
        assert entry.sources
        assert set(entry.sources) <= {quote["title"] for quote in entry.quotes} <= set(by_title)
        told = " ".join(quote["text"] for quote in entry.quotes)
        assert set(re.findall(r"\d+", entry.answer)) <= set(re.findall(r"\d+", told))
    twins = [(a, b) for at, a in enumerate(found.entries) for b in found.entries[:at] if _alike(a, b)]
    assert twins == []
    assert found.report.delivered == len(found.entries) <= found.report.asked
    assert bool(found.report.why) == (found.report.delivered < found.report.asked)


def _alike(one: FaqEntry, other: FaqEntry) -> bool:
    return same_question(one.question, other.question) and one.answer == other.answer
