"""Slack's and the network's errors in our own terms: try later, will never work, an operator must act."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from storage.errors import FrontdeskError, Misconfigured, Refused, Transient
from workflows.telemetry import SlackResult

# https://docs.slack.dev/reference/methods/chat.postMessage lists the errors of the method we depend on.
OPERATOR = {
    "invalid_auth",
    "not_authed",
    "token_revoked",
    "token_expired",
    "account_inactive",
    "missing_scope",
    "no_permission",
    "org_login_required",
    "ekm_access_denied",
    "team_access_not_granted",
    "not_allowed_token_type",
    "accesslimited",
    "access_denied",
    "two_factor_setup_required",
}
# Of these whatever we do is refused, not one method: it may be over in a moment, and everything waits for it.
OF_THE_TOKEN = {"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"}
TRY_AGAIN_S = 2.0  # where Slack does not say how long to wait
SLACKS_FAULT = {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"}
GONE = {"channel_not_found", "is_archived", "not_in_channel", "restricted_action", "thread_not_found", "user_not_found"}


@contextmanager
def translated() -> Iterator[None]:
    """Turn what a Slack call raises of Slack and of the network into ``Transient``, ``Refused`` or ``Misconfigured``.

    Anything else is a bug of ours and passes: trying it again would find it again.
    """
    try:
        yield
    except SlackApiError as error:
        raise _api_error(error) from error
    except aiohttp.ClientConnectorError as error:
        msg = "no connection to Slack"
        raise Transient(msg, TRY_AGAIN_S) from error
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
        msg = f"Slack did not answer ({type(error).__name__})"
        raise Transient(msg, TRY_AGAIN_S, may_have_happened=True) from error


def error_code(error: SlackApiError) -> str:
    """Return Slack's name for the error; "" if the answer was not Slack's."""
    data: Any = getattr(error.response, "data", None)
    code = data.get("error") if isinstance(data, dict) else None
    return code if isinstance(code, str) else ""


def is_of_the_token(error: BaseException) -> bool:
    """Say whether Slack refuses our token, whatever it is asked for."""
    return isinstance(error, SlackApiError) and error_code(error) in OF_THE_TOKEN


def code_of(error: FrontdeskError) -> str:
    """Return Slack's name for the error; "" if it is not Slack's."""
    cause = error.__cause__
    return error_code(cause) if isinstance(cause, SlackApiError) else ""


def result_of(error: BaseException) -> SlackResult:
    """Say in one of a few words how a call of Slack's ended that raised ``error``."""
    if not isinstance(error, SlackApiError):
        return "no_answer" if isinstance(error, Exception) else "cancelled"
    found = _api_error(error)
    if isinstance(found, Transient):
        return "rate_limited" if _is_rate_limit(error) else "failed"
    return "refused" if isinstance(found, Refused) else "token_refused"


class SlowDown(Transient):
    """Slack has had too much of this for now."""


def _is_rate_limit(error: SlackApiError) -> bool:
    limits = {"ratelimited", "rate_limited", "message_limit_exceeded"}
    return getattr(error.response, "status_code", 0) == 429 or error_code(error) in limits


def _api_error(error: SlackApiError) -> FrontdeskError:
    code, status = error_code(error), getattr(error.response, "status_code", 0)
    if _is_rate_limit(error):
        return SlowDown("Slack asks to slow down", _retry_after(error))
    if status >= 500 or code in SLACKS_FAULT or not code:
        return Transient(f"Slack failed ({code or status})", TRY_AGAIN_S, may_have_happened=True)
    if code in OPERATOR:
        return Misconfigured(f"Slack refuses our token: {code}. Run `frontdesk doctor`")
    return Refused(f"Slack: {code}")


def _retry_after(error: SlackApiError) -> float:
    headers = getattr(error.response, "headers", None) or {}
    try:
        wait_s = float(headers.get("Retry-After") or headers.get("retry-after") or 1)
    except ValueError:
        return 1.0
    return min(max(wait_s, 0.0), 300.0) if math.isfinite(wait_s) else 1.0
