"""``frontdesk train``: teach the trained readers again from their rows."""

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from storage.errors import Misconfigured
from workflows.understanding.linear import dump_model
from workflows.understanding.readers import READERS, teach
from workflows.understanding.returns.training import fit

RETURNS = "returns"  # a tagger, not a linear model: it has rows and weights of its own


def train(
    names: Annotated[list[str] | None, typer.Argument(metavar="[READER]…", help="Which; all without it.")] = None,
) -> None:
    """Teach the trained readers again, after a row was added or mended.

    Reads workflows/understanding/rows, writes the weights of this checkout; the same rows give the same weights
    everywhere. The tagger of returns takes some minutes and needs python-crfsuite, which the extra ``train`` brings.

    \b
    Examples:
      frontdesk train
      frontdesk train returns
    """
    known = {reader.name: reader for reader in READERS}
    unknown = sorted(set(names or ()) - {*known, RETURNS})
    if unknown:
        raise Misconfigured(f"There is no reader {', '.join(unknown)}. There are: {', '.join([*known, RETURNS])}.")
    folder = Path(str(resources.files("workflows.understanding.weights")))
    for name in names or [*known, RETURNS]:
        if name == RETURNS:
            _train_returns()
            continue
        typer.echo(f"{name}: learning …", err=True)
        model = teach(known[name])
        data = dump_model(model)
        (folder / f"{name}.gz").write_bytes(data)
        typer.echo(f"{name}: {len(model.labels)} labels, {len(model.weights)} features, {len(data) // 1000} kB")


def _train_returns() -> None:
    typer.echo(f"{RETURNS}: learning …", err=True)
    try:
        data = fit.teach()
    except fit.TrainerMissing as e:
        raise Misconfigured(str(e)) from e
    file = resources.files("workflows.understanding.returns") / "weights" / "weights.gz"
    Path(str(file)).write_bytes(data)
    typer.echo(f"{RETURNS}: {len(data) // 1000} kB")
