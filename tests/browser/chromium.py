"""Headless Chromium for the browser tests: where it is, how it is started, or why not."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

# The shell draws the same pages without a window around them: half of the processor's time. Any other does, too.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# As root there is no sandbox; the rest keeps Chromium from looking for hosts of its maker.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-prefers-reduced-motion",
    "--disable-site-isolation-trials",  # each test has a port of its own: one process draws them all
    "--renderer-process-limit=1",  # no spare one beside each page: a third of them, 0.3 s of the processor each
)


def find_chromium() -> str | None:
    """Return the path of the browser, or None on a machine without one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def why_not() -> str:
    """Return what to do on a machine without Chromium."""
    return f"no Chromium here (looked for {', '.join(NAMES)}); Debian: apt-get install chromium-headless-shell"


@asynccontextmanager
async def open_chromium(path: str) -> AsyncIterator[Browser]:
    """Start one headless browser; Playwright's own download is never used."""
    os.environ.setdefault("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            await browser.close()
