"""What functions say of themselves, also where Python was told to drop it (`python -OO`)."""

import sys
from functools import cache
from typing import Any


def page(function: Any) -> str:
    """Return a function's docstring, which is its manual page; where Python has dropped it, from its source."""
    return function.__doc__ or _pages(function.__module__).get(function.__name__, "")


@cache
def _pages(module: str) -> dict[str, str]:
    """Return the docstrings of a module's functions by their names; none where its source is not there."""
    import ast
    import inspect

    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (OSError, TypeError):
        return {}
    functions = (one for one in tree.body if isinstance(one, ast.FunctionDef))
    return {one.name: ast.get_docstring(one, clean=False) or "" for one in functions}
