"""The question before what cannot be undone. It stands outside every event loop, whose Ctrl-C would not end it."""

import typer


def ask_for_consent(question: str) -> None:
    """Ask on stderr for a yes; return only if it is given. Not inside an event loop: it makes Ctrl-C wait for a line.

    Raises
    ------
    typer.Abort
        It was a no, or there is nobody who could answer.
    KeyboardInterrupt
        Ctrl-C: what was asked about is left as it is.
    """
    try:
        typer.confirm(question, abort=True, err=True)
    except typer.Abort as ended:
        if isinstance(ended.__context__, KeyboardInterrupt):
            raise ended.__context__ from None  # typer makes a plain no of it
        raise
