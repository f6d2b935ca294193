"""Play the day: ``python -m tests.day FOLDER``. Pictures go into FOLDER, the clicks of each act to the terminal."""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser

from tests.browser.chromium import find_chromium, open_chromium, why_not
from tests.day import scenes
from tests.day.player import open_demo, open_player, tell


async def play(browser: Browser, address: str, pictures: Path) -> None:
    """Play it all, the last look in the dark and on a phone."""
    async with open_player(browser, address, pictures) as player:
        await scenes.weekend(player)
        await scenes.monday(player)
        clicks = {"card": await scenes.work_the_card(player)}
        await scenes.rate(player)
        await scenes.act_by_emoji(player)
        clicks["Home"] = await scenes.work_on_home(player)
        await scenes.days_pass(player)
    for label, phone, dark in (("dark", False, True), ("phone", True, False), ("phone-dark", True, True)):
        async with open_player(browser, address, pictures, phone=phone, dark=dark) as player:
            await scenes.look(player, label)
    for place, counted in clicks.items():
        tell(f"clicks from {place}: {', '.join(f'{act} {count}' for act, count in counted.items())}")


async def main(pictures: Path) -> int:
    """Start the trial, play, end it."""
    path = find_chromium()
    if path is None:
        tell(why_not())
        return 1
    await asyncio.to_thread(pictures.mkdir, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with open_demo(Path(folder)) as address, open_chromium(path) as browser:
            await play(browser, address, pictures)
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.day", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the pictures go")
    sys.exit(asyncio.run(main(parser.parse_args().folder.absolute())))
