"""What the source of the trial page promises, told without a browser: text only, nothing from outside, small files."""

import re
from pathlib import Path

from tests.paths import ROOT

PAGE = ROOT / "bot" / "trial" / "page"
MODULES = sorted(PAGE.glob("*.js"))
STYLES = sorted(PAGE.glob("*.css"))
MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment")
CODE_FROM_TEXT = re.compile(r"\beval\b|new Function|setAttribute\(\"(?:style|href|src|on)|import\(")


def test_no_module_turns_text_into_markup_or_code() -> None:
    found = [
        (file.name, MARKUP.findall(file.read_text()) + CODE_FROM_TEXT.findall(file.read_text())) for file in MODULES
    ]

    assert [each for each in found if each[1]] == []


def test_nothing_is_loaded_from_elsewhere() -> None:
    sources = [(file.name, _without_comments(file)) for file in (*MODULES, *STYLES, PAGE / "index.html")]

    assert [name for name, source in sources if re.search(r"https?://(?!www\.w3\.org/2000/svg)\w", source)] == []


def test_each_module_says_what_lives_in_it_and_fits_in_one_reading() -> None:
    lines = {file.name: file.read_text().splitlines() for file in MODULES}

    assert [name for name, source in lines.items() if not source[0].startswith("// ") or len(source) > 250] == []


def test_the_page_holds_no_script_or_style_of_its_own() -> None:
    html = (PAGE / "index.html").read_text()

    assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=\"/static/)", html) == []


def _without_comments(file: Path) -> str:
    return re.sub(r"//\s[^\n]*|/\*.*?\*/|<!--.*?-->", "", file.read_text(), flags=re.DOTALL)
