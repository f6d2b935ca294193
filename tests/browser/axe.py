"""Axe-core in a page of the trial: what it finds in the way of people who cannot see, or see little."""

from importlib.resources import files

from playwright.async_api import Page

AXE = (files("axe_playwright_python") / "axe.min.js").read_text()

# All rules in the colours that are there, then the contrasts once more in the other ones.
FINDINGS = """
async () => {
  const root = document.documentElement;
  const told = ({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => [root.dataset.theme, id, target.join(" "), html.slice(0, 120)].join(" | ")));
  const found = told(await axe.run({ resultTypes: ["violations"] }));
  const before = root.dataset.theme;
  root.dataset.theme = before === "dark" ? "light" : "dark";
  const other = told(await axe.run({ resultTypes: ["violations"], runOnly: ["color-contrast", "link-in-text-block"] }));
  root.dataset.theme = before;
  return [...found, ...other];
}
"""  # noqa: E501 - a program, not prose


async def findings(page: Page) -> list[str]:
    """Return what axe finds, one line a place, in light and in dark colours."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE)
    return list(await page.evaluate(FINDINGS))
