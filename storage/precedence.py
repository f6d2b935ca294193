"""Who goes first: somebody who waits for an answer, such as Slack for its 200; then work on what was kept."""

from contextvars import Context, ContextVar

_can_wait: ContextVar[bool] = ContextVar("can_wait", default=False)


def context_of_work() -> Context:
    """Return a context, else empty, in which what is done can wait: for work that nobody waits for at a request."""
    context = Context()
    context.run(_can_wait.set, True)
    return context


def work_begins() -> None:
    """From now on what is done in this context can wait."""
    _can_wait.set(True)


def can_wait() -> bool:
    """Say whether what is done here lets others go first."""
    return _can_wait.get()
