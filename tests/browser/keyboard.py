"""A person at the trial's page who has no mouse."""

from playwright.async_api import Locator, Page, expect

FARTHEST = 60  # presses of Tab; a place that is farther cannot be called reachable


class Keyboard:
    """Presses keys and nothing else."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def press(self, *keys: str) -> None:
        """Press one key after the other."""
        for key in keys:
            await self.page.keyboard.press(key)

    async def write(self, text: str) -> None:
        """Type where the keyboard stands."""
        await self.page.keyboard.type(text)

    async def tab_to(self, place: Locator, *, key: str = "Tab") -> None:
        """Go on (or with ``Shift+Tab`` back) until the keyboard stands there, where one sees it."""
        for _ in range(FARTHEST):
            await self.press(key)
            if await place.evaluate("(node) => node === document.activeElement"):
                break
        await expect(place).to_be_focused()
        assert await place.evaluate(OUTLINED), "where the keyboard stands cannot be seen"


# An outline on what has the focus, or (fields) on what frames it.
OUTLINED = """
(node) => [node, node.closest("form.composer, .writer")].some((each) => {
  const { outlineStyle, boxShadow } = each ? getComputedStyle(each) : {};
  return each && ((outlineStyle !== "none" && outlineStyle !== "") || (each !== node && boxShadow !== "none"));
})
"""
