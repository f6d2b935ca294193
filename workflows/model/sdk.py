"""Importing ``openai``, the SDK of the model, without the records of all that its service can do."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from types import ModuleType

_SDK = "openai"


def import_sdk() -> ModuleType:
    """Return the package ``openai``. Importing it takes a tenth of a second and more: not on the loop.

    Its packages of records do not run before one of their names is used. They are hundreds of classes for pydantic,
    10 MB, and none is used here: what is sent and what comes back is JSON.
    """
    package = find_spec(_SDK)
    if package is not None and _SDK not in sys.modules:
        with suppress(ImportError):  # a version that has its records elsewhere is imported with what it needs
            types = _not_run(f"{_SDK}.types", package.submodule_search_locations)
            types.responses = _not_run(f"{_SDK}.types.responses", types.__path__)  # type: ignore[attr-defined]
    return import_module(_SDK)


def _not_run(name: str, folders: Sequence[str] | None) -> ModuleType:
    """Let a package be known whose first module runs when a name is looked for in it. Its modules can be imported."""
    spec = PathFinder.find_spec(name, folders)
    if spec is None or spec.loader is None:
        msg = f"no package {name}"
        raise ImportError(msg)
    package, loader = module_from_spec(spec), spec.loader

    def run(wanted: str) -> object:
        if wanted.startswith("__") or package.__dict__.pop("__getattr__", None) is None:
            msg = f"module {name!r} has no attribute {wanted!r}"
            raise AttributeError(msg)
        loader.exec_module(package)
        return getattr(package, wanted)

    package.__getattr__ = run  # type: ignore[method-assign]
    sys.modules[name] = package
    return package
