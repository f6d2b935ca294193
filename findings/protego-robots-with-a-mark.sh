#!/usr/bin/env bash
# protego 0.7.0 beside urllib.robotparser of Python 3, 2026-11-29.
# One would guess: a robots.txt saved by a Windows editor, with a mark of the byte order in front, means what it says: crawlers that read the
#   file as UTF-8 see the mark as the first character, and Google's documentation of robots.txt says that it is left out.
# What happens: the first line is no "User-agent" any more, the rules below it belong to nobody, and every page is allowed. The standard
#   library's parser does the same. Without the mark, or with an empty line behind it, both forbid.
# Why it matters to a support desk: one that makes FAQs of web pages reads what a site has asked it not to read; strip U+FEFF first.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check protego==0.7.0
found=$("$dir/venv/bin/python" - <<'PY'
from urllib.robotparser import RobotFileParser
from protego import Protego

RULES = "User-agent: *\nDisallow: /internal/\n"
PAGE = "http://127.0.0.1/internal/prices"


def standard(text: str) -> bool:
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    return parser.can_fetch("desk", PAGE)


for name, text in (("plain", RULES), ("with a mark", "\ufeff" + RULES), ("mark and empty line", "\ufeff\n" + RULES)):
    print(f"{name}: protego allows {Protego.parse(text).can_fetch(PAGE, 'desk')}, robotparser allows {standard(text)}")
PY
)
echo "$found"
[[ $found == *"plain: protego allows False, robotparser allows False"* && $found == *"with a mark: protego allows True, robotparser allows True"* \
  && $found == *"mark and empty line: protego allows False, robotparser allows False"* ]] || { echo "one of them reads the mark now"; exit 1; }
