"""What Prometheus reads of a bot, over HTTP; no expectations here."""

import re

import aiohttp

from bot.wiring import Bot

_LINE = re.compile(r"^(\w+)(?:\{(.*)\})? (\S+)$", re.MULTILINE)
_LABEL = re.compile(r'(\w+)="([^"]*)"')


class Page:
    """One scrape: its figures, each by name and labels."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.figures = {
            (name, frozenset(_LABEL.findall(labels))): float(value) for name, labels, value in _LINE.findall(text)
        }

    def figure(self, name: str, **labels: str) -> float:
        """Return a figure; 0: it is not there."""
        return self.figures.get((name, frozenset(labels.items())), 0.0)

    def has(self, name: str) -> bool:
        """Say whether a figure of this name is there."""
        return any(found == name for found, _ in self.figures)

    def total(self, name: str, **labels: str) -> float:
        """Return the sum of the figures of this name that have these labels, whatever others they have."""
        wanted = set(labels.items())
        return sum(value for (found, given), value in self.figures.items() if found == name and wanted <= given)

    def label_values(self) -> set[str]:
        """Return all values of labels."""
        return {value for _, labels in self.figures for _, value in labels}


async def scrape(bot: Bot) -> Page:
    """Read the page of a bot, as Prometheus does."""
    async with aiohttp.ClientSession() as http, http.get(bot.metrics_url) as answer:
        assert answer.status == 200
        return Page(await answer.text())


async def read(port: int, accept: str = "") -> tuple[str, str]:
    """Read the page at a port of loopback; return its form and its text."""
    url = f"http://127.0.0.1:{port}/metrics"
    async with aiohttp.ClientSession() as http, http.get(url, headers={"Accept": accept}) as answer:
        assert answer.status == 200
        return answer.headers["Content-Type"], await answer.text()
