"""Promises about the package of the model's client: it is imported at first use, once, and never without a key."""

import subprocess
import sys

OPENED = """
import asyncio, sys
from workflows.model.client import Model, ModelSettings
async def main():
    async with Model(ModelSettings({key!r}, "http://127.0.0.1:9/v1")) as model:
        print("openai" in sys.modules)
        await model.prepare()
        print("openai" in sys.modules)
asyncio.run(main())
"""


def _imported(key: str | None) -> list[str]:
    code = OPENED.format(key=key)
    ended = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603 - ours
    return ended.stdout.split()


def test_the_client_s_package_is_imported_when_the_client_is_prepared_and_not_when_the_door_opens() -> None:
    assert _imported("key") == ["False", "True"]


def test_without_a_key_it_is_not_imported() -> None:
    assert _imported(None) == ["False", "False"]


RECORDS = """
import asyncio, sys
from workflows.model.client import Model, ModelSettings
async def main():
    async with Model(ModelSettings("key", "http://127.0.0.1:9/v1")) as model:
        await model.prepare()
asyncio.run(main())
print("openai.types.responses.response" in sys.modules, "openai.types.batch" in sys.modules)
import openai
print(openai.types.Batch.__name__, openai.types.responses.Response.__name__, hasattr(openai.types, "Nothing"))
"""


def test_the_records_of_what_its_service_can_do_are_imported_when_one_is_used_and_not_before() -> None:
    ended = subprocess.run([sys.executable, "-c", RECORDS], check=True, capture_output=True, text=True)  # noqa: S603 - ours

    assert ended.stdout.splitlines() == ["False False", "Batch Response False"]


ELSEWHERE = """
from importlib.machinery import PathFinder
found = PathFinder.find_spec
def without_records(name, path=None, target=None):
    return None if name == "openai.types.responses" and not looked else found(name, path, target)
looked = []
PathFinder.find_spec = without_records
from workflows.model import sdk
original = sdk._not_run
def not_run(name, folders):
    try:
        return original(name, folders)
    except ImportError:
        looked.append(name)
        raise
sdk._not_run = not_run
print(sdk.import_sdk().AsyncOpenAI.__name__, looked)
"""


def test_a_version_that_has_its_records_elsewhere_is_imported_as_it_is() -> None:
    ended = subprocess.run([sys.executable, "-c", ELSEWHERE], check=True, capture_output=True, text=True)  # noqa: S603 - ours

    assert ended.stdout.split() == ["AsyncOpenAI", "['openai.types.responses']"]
