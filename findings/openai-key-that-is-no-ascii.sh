#!/usr/bin/env bash
# openai 3.54.0, 2026-11-28.
# One would guess: whatever is wrong with a key, the client raises one of its own errors (openai.OpenAIError).
# What happens: a key with a character outside ASCII, such as curly quotes pasted along from a document, is accepted by
#   the constructor, and each call raises a bare UnicodeEncodeError that no "except openai.APIError" catches.
# Why it matters to a support desk: the fallback for "the model did not answer" is passed by, and every message fails.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check openai==3.54.0
"$dir/venv/bin/python" - <<'PY'
import asyncio

import openai


async def main() -> BaseException:
    client = openai.AsyncOpenAI(api_key="\u201csk-123\u201d", base_url="http://127.0.0.1:9/v1", max_retries=0)
    try:
        await client.chat.completions.create(model="m", messages=[{"role": "user", "content": "hello"}])
    except Exception as error:
        return error
    raise SystemExit("no error at all")


found = asyncio.run(main())
print(f"{type(found).__module__}.{type(found).__name__}; an OpenAIError: {isinstance(found, openai.OpenAIError)}")
assert type(found) is UnicodeEncodeError, "openai refuses such a key itself now"
PY
