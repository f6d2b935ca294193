"""The check of the model: one small real step, through the model client, for each model that is set."""

import asyncio
from dataclasses import replace

from bot.doctor.finding import TIMEOUT_S, Finding, failed, ok, warning
from bot.settings import MODEL_STEPS, Settings
from workflows.answers import Classification
from workflows.model.client import Model, ModelSettings
from workflows.step import Finished
from workflows.steps.classify import CLASSIFY, MessageToClassify

QUESTION = MessageToClassify("Where is my order A-12345?")
_KEY = "check OPENAI_API_KEY, and that it is for OPENAI_BASE_URL"
_NAME = "check the name in FRONTDESK_MODEL (or FRONTDESK_MODEL_<STEP>) and OPENAI_BASE_URL (it usually ends in /v1)"
_SCHEMA = "this model or server does not take structured output (response_format json_schema): use one that does"

# How the client words its outcomes (workflows.model.client), and what to do then.
_ADVICE = (
    ("status 401", _KEY),
    ("status 403", f"the key may not use this model; {_KEY}"),
    ("status 404", _NAME),
    ("status 400", _SCHEMA),
    ("status 422", _SCHEMA),
    ("bad answer", _SCHEMA),
    (
        "429 insufficient_quota",
        "the account has no credit left: add some, or unset OPENAI_API_KEY for the rules engine",
    ),
    ("429", "the account's rate limit is reached: raise it, or wait"),
    (
        "timeout",
        "the model takes too long: a smaller one, or a nearer server; until then each message waits and goes by rule",
    ),
    (
        "deadline",
        "the model takes too long: a smaller one, or a nearer server; until then each message waits and goes by rule",
    ),
    ("no connection", "check OPENAI_BASE_URL, the network and a proxy"),
    ("cannot be made", "check HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, SSL_CERT_FILE and SSL_CERT_DIR in the environment"),
)


async def check_model(settings: Settings) -> list[Finding]:
    """Ask each model that is set one question; without a key say what works instead."""
    known = settings.model_settings()
    if known.api_key is None:
        says = "no OPENAI_API_KEY: the rules engine answers (English; drafts are marked as automatic first responses)"
        return [ok("model", says)]
    names = dict.fromkeys(known.step_models.get(step, known.default_model) for step in MODEL_STEPS)
    return list(await asyncio.gather(*(_one(known, name) for name in names)))


async def _one(known: ModelSettings, name: str) -> Finding:
    limit_s = min(known.timeout_s, TIMEOUT_S - 1)
    alone = replace(known, default_model=name, step_models={}, timeout_s=limit_s, message_timeout_s=TIMEOUT_S - 1)
    async with Model(alone) as model:
        await model.prepare()  # so that what is said of the time is the server's
        done = await model.run(CLASSIFY, QUESTION, model.deadline())
    where = known.base_url or "OpenAI"
    if done.engine == "model":
        return _answered(name, where, done)
    advice = next(
        (what for words, what in _ADVICE if words in done.outcome), "see what the server at OPENAI_BASE_URL logs"
    )
    return failed("model", f"{name} at {where}: {done.outcome} (after {done.ms} ms); messages go by rule", advice)


def _answered(name: str, where: str, done: Finished[Classification]) -> Finding:
    says = f"{name} at {where} answered in {done.ms} ms ({done.tokens_in} + {done.tokens_out} tokens)"
    if done.outcome != "ok":
        return warning("model", f"{says}: {done.outcome}", "it works, but not at the first attempt")
    return ok("model", says)
