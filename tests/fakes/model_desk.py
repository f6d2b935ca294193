"""What the tests of the model share: settings that lead to the fake, and a step asked for on its own."""

from typing import Any

from tests.fakes.model import KEY, FakeModel
from workflows.model.client import Model, ModelSettings
from workflows.step import Finished
from workflows.steps.classify import CLASSIFY, MessageToClassify

SAMPLE = (
    "I have a question about invoice #INV-7890, it is higher than I expected. Also I want to return the "
    "'SuperWidget 5000', it is not compatible with my system. And where is my order #A-12345?"
)


def door_to(model: FakeModel, **more: Any) -> Model:  # noqa: ANN401 - settings by name
    """Return a door to the fake, with time for a busy machine."""
    known: dict[str, Any] = {"api_key": KEY, "base_url": model.base_url, "timeout_s": 60.0}
    return Model(ModelSettings(**{**known, **more}))


async def classified(door: Model, text: str = "My router does not work.") -> Finished[Any]:
    """Ask for one step."""
    return await door.run(CLASSIFY, MessageToClassify(text), door.deadline())
