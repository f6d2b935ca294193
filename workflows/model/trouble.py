"""What keeps a model's service from answering, and what that means for us: whether another attempt can help."""

from typing import TYPE_CHECKING

from workflows.telemetry import CallOutcome

LONGEST_WAIT_S = 5.0

if TYPE_CHECKING:
    import httpx2


class NoAnswerError(Exception):
    """The service did not answer. ``wait_s`` None: another attempt cannot help.

    ``outage`` False: only this request fails; None: it tells nothing of the service. ``for_good``: nor can another
    request soon; ``for_all``: to whichever model.
    """

    def __init__(
        self,
        why: str,
        outcome: CallOutcome,
        wait_s: float | None,
        *,
        for_good: bool = False,
        for_all: bool = False,
        outage: bool | None = True,
    ) -> None:
        super().__init__(why)
        self.outcome = outcome
        self.wait_s = wait_s
        self.for_good = for_good
        self.for_all = for_all
        self.outage = outage


def trouble_of(error: Exception) -> NoAnswerError:
    """Say what a library's error means for us: what happened and whether a second attempt can help."""
    import openai  # noqa: PLC0415 - imported with the client

    if isinstance(error, openai.APITimeoutError) and not _took_too_long(error):
        error = openai.APIConnectionError(request=error.request)
    if isinstance(error, (TimeoutError, openai.APITimeoutError)):
        return NoAnswerError("timeout", "timeout", 0.0)
    if isinstance(error, openai.RateLimitError):
        if error.code == "insufficient_quota":
            return NoAnswerError("429 insufficient_quota", "quota", None, for_good=True, for_all=True)
        return NoAnswerError("429 rate limited", "rate_limited", _retry_after(error.response))
    if isinstance(error, openai.APIStatusError):
        status = error.status_code
        if status >= 500 or status in {408, 409}:
            return NoAnswerError(f"status {status}", "server_error", 0.25)
        gone = status in {401, 403, 404}
        # A key that may not use this model may use another.
        of_key = status in {401, 403} and error.code != "model_not_found"
        return NoAnswerError(f"status {status}", "refused", None, for_good=gone, for_all=of_key, outage=gone)
    return NoAnswerError(f"no connection ({type(error).__name__})", "no_connection", 0.25)


def _took_too_long(error: BaseException | None) -> bool:
    """Say whether a timeout stands behind ``error``: over aiohttp the SDK calls a refused connection one, too."""
    while error is not None and not isinstance(error, TimeoutError):
        error = error.__cause__
    return error is not None


def _retry_after(response: "httpx2.Response") -> float | None:
    """Return how long the service asks us to wait; None if that is longer than a customer should."""
    try:
        wait_s = float(response.headers.get("retry-after", "1"))
    except ValueError:
        return 1.0
    return wait_s if 0 <= wait_s <= LONGEST_WAIT_S else None
