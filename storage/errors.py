"""The error tree of Frontdesk, named by what happens next. It is at the bottom so that every layer can raise it."""


class FrontdeskError(Exception):
    """Anything Frontdesk raises on purpose."""


class Transient(FrontdeskError):
    """Try again later; the user sees nothing yet. ``retry_after_s`` is how long to wait, in seconds.

    ``may_have_happened``: the answer was lost on the way, so look before doing it again.
    """

    def __init__(self, message: str, retry_after_s: float = 1.0, *, may_have_happened: bool = False) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s
        self.may_have_happened = may_have_happened


class Refused(FrontdeskError):
    """Cannot be done; ``str(error)`` is safe to show to anybody."""


class Misconfigured(FrontdeskError):
    """An operator must act; trying again cannot help. ``str(error)`` says what to do."""


class DatabaseUnusable(Misconfigured):
    """The database cannot be opened or is at another version than this program."""
