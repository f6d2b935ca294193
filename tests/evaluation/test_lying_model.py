"""A model that makes a task of everything a message mentions issues no more than our own reading allows."""

import asyncio

import pytest

from tests.fakes.lying_plans import lie
from tests.fakes.model import KEY, FakeModel
from tests.paths import DATA
from tests.terminal.command_line import frontdesk

FILE = DATA / "conversations" / "dialogues.jsonl"
HARMFUL = 1  # without a model: what nobody wanted, in tests/evaluation/test_dialogues.py


async def test_a_lying_model_issues_nothing_that_nobody_wanted(
    model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    lie(model)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", model.base_url)

    ended = await asyncio.to_thread(frontdesk, "eval", str(FILE), "--engine", "model", "--json", "--wrong-rows")

    found = ended.json["dialogues"]
    assert model.counts["plan"] >= found["rows"] // 2
    unwanted = [
        (row["line"], turn["broken"])
        for row in found["wrong"]
        for turn in row["turns"]
        if any(b.startswith("unwanted") for b in turn["broken"])
    ]
    assert found["harmful"] <= HARMFUL, unwanted
