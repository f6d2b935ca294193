#!/usr/bin/env bash
# slack-bolt 1.30.0, 2026-11-28.
# One would guess: a slash command over HTTP is read field by field, whatever its text says.
# What happens: as soon as the letters "payload" stand anywhere in the form (text, channel or user name), Bolt looks for a
#   field of that name, finds none, and hands listeners an empty body; the app answers 404 and Slack shows an error.
# Why it matters to a support desk: "/cases payload of the API" is lost, and so is every command typed in #payload-errors.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check slack-bolt==1.30.0 slack-sdk==3.47.0 aiohttp==3.14.3
"$dir/venv/bin/python" - <<'PY'
from urllib.parse import urlencode

from slack_bolt.request.async_request import AsyncBoltRequest

FORM = {"content-type": ["application/x-www-form-urlencoded"]}


def read(text: str) -> dict:
    return AsyncBoltRequest(body=urlencode({"command": "/cases", "text": text}), headers=FORM).body


plain, word = read("invoice of the API"), read("payload of the API")
print("without the word:", plain)
print("with the word:   ", word)
assert plain == {"command": "/cases", "text": "invoice of the API"}
assert word == {}, "slack-bolt reads it now: the guard of bot/slack/connection/http.py may go"
PY
