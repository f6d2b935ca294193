"""``frontdesk train``: teach the trained readers again from their rows."""

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from storage.errors import Misconfigured
from workflows.understanding.linear import dump_model
from workflows.understanding.readers import READERS, teach


def train(
    names: Annotated[list[str] | None, typer.Argument(metavar="[READER]…", help="Which; all without it.")] = None,
) -> None:
    """Teach the trained readers again, after a row was added or mended.

    Reads workflows/understanding/rows, writes workflows/understanding/weights of this checkout; the same rows give
    the same weights everywhere.

    \b
    Examples:
      frontdesk train
      frontdesk train danger
    """
    known = {reader.name: reader for reader in READERS}
    unknown = sorted(set(names or ()) - set(known))
    if unknown:
        raise Misconfigured(f"There is no reader {', '.join(unknown)}. There are: {', '.join(known)}.")
    folder = Path(str(resources.files("workflows.understanding.weights")))
    for name in names or known:
        typer.echo(f"{name}: learning …", err=True)
        model = teach(known[name])
        data = dump_model(model)
        (folder / f"{name}.json.gz").write_bytes(data)
        typer.echo(f"{name}: {len(model.labels)} labels, {len(model.weights)} features, {len(data) // 1000} kB")
