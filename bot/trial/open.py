"""Opening a trial: its workspace served with its page on loopback, kept in a file if wanted, and closed again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.trial.page_api.gate import Gate
from bot.trial.page_api.routes import PageApi
from bot.trial.page_api.trial import Plan, Trial
from bot.trial.server import SlackServer
from bot.trial.workspace.clock import TrialClock
from bot.trial.workspace.seed import seed
from bot.trial.workspace.site import Site
from bot.trial.workspace.state_file import BadState, StateFile
from bot.trial.workspace.workspace import Workspace


@asynccontextmanager
async def open_trial(plan: Plan, server: type[SlackServer] = SlackServer) -> AsyncIterator[Trial]:
    """Open the workspace on loopback; with ``plan.keep`` it goes on where it was.

    Raises
    ------
    OSError
        The port is taken.
    BadState
        What is kept cannot be read; or at the end, cannot be written.
    """
    clock = TrialClock()
    site = Site(Workspace(clock), plan.installed.scopes)
    seed(site.workspace)
    trial = Trial(plan, server(site, plan.tokens, mode=plan.mode, port=plan.port), clock)
    kept = StateFile(plan.keep / "workspace.json", trial.slack.site, trial.slack.changed, clock) if plan.keep else None
    if kept:
        kept.read()
    gate = Gate(plan.key)
    trial.slack.workspace.listeners += [trial.feed.on_event, trial.subscriptions.on_event]
    following = None
    try:
        await trial.slack.start(*gate.routes(), *PageApi(trial).routes(), middlewares=(gate.middleware,))
        following = trial.in_background(kept.follow()) if kept else None
        yield trial
    finally:
        await trial.close()
        ended = await asyncio.gather(following, return_exceptions=True) if following else []
        await trial.slack.close()
        if ended and isinstance(ended[0], BadState):
            raise ended[0]
