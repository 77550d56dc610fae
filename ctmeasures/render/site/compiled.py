"""The templates as Python: compiled once for all folders of a language, with what is constant in it drawn then, and calls made directly.

The pages of 10,000 measures make three million calls and show five million values. What Jinja does besides for each of them (it hands on its
context, for which nothing here asks, and escapes anew what was shown before) took more time than all the rest (measured).
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import cache, lru_cache
from types import CodeType
from typing import Any, cast

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from ctmeasures.render.safe import clean

_SAYS = "t"  # what says a text of ours in the language
_KEPT = 16_384  # texts that were made harmless: most stand on a page more than once, or on those around it


class Macro:
    """A macro whose arguments are given by their places; what it draws is markup."""

    def __init__(self, name: str, number: int, draw: Callable[..., str]) -> None:
        self.name = name
        self._number = number
        self._draw = draw

    def __call__(self, *values: object) -> Markup:
        """Draw it; what is not given has its default."""
        values += (missing,) * (self._number - len(values))
        return str.__new__(Markup, self._draw(*values))


def shown(found: object) -> str:
    """Return what a page shows of a value: a text without a character that could do harm, escaped; what is markup already is ours and stays."""
    kind = type(found)
    if kind is str:
        return _harmless(found)
    if kind is Markup:
        return found  # type: ignore[return-value]
    return str(found) if kind in (int, float) else escape(found)


@lru_cache(_KEPT)
def _harmless(text: str) -> str:
    return str(escape(clean(text)))


class _Generator(CodeGenerator):
    """Writes the Python of a template."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - the names are Jinja's
        """Write a template, the constant texts of which are said already."""
        _Said(self.environment).visit(node)
        super().visit_Template(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Write a call as one of Python."""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for one in (*node.args, *node.kwargs):
            self.visit(one, frame)
            self.write(", ")
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Write an attribute as one of Python; what stands in a mapping is named in brackets."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write what makes a macro; that of a block that is called with one stays Jinja's."""
        if macro_ref.accesses_caller or macro_ref.accesses_kwargs or macro_ref.accesses_varargs:
            super().macro_def(macro_ref, frame)
        else:
            node = macro_ref.node
            self.write(f"environment.macro({getattr(node, 'name', 'caller')!r}, {len(node.args)}, macro)")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.shown(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")")


class _Said(NodeTransformer):
    """Puts the text in the place of each call that says a constant one."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        """Say a text that has no places to be filled in."""
        self.generic_visit(node)
        says = isinstance(node.node, nodes.Name) and node.node.name == _SAYS
        if not says or len(node.args) != 1 or node.kwargs or not isinstance(node.args[0], nodes.Const):
            return node
        say = cast("Callable[[str], str]", self._environment.globals[_SAYS])
        said = say(node.args[0].value)
        return nodes.Const(said, lineno=node.lineno, environment=self._environment)


class _Kept(BytecodeCache):
    """Keeps what was compiled, for the folders to come and, where a site is watched, for the next time it is built."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Look a template up."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        self._kept[bucket.key, bucket.checksum] = bucket.code


@cache
def _kept(language: str) -> _Kept:
    """Return what is kept of a language, whose texts stand in it."""
    return _Kept()


class Templates(Environment):
    """The website's templates in one language; its `globals` name `t`, which says its texts, before the first of them is asked for."""

    code_generator_class = _Generator
    shown = staticmethod(shown)
    macro = Macro

    def __init__(self, language: str) -> None:
        super().__init__(
            loader=PackageLoader("ctmeasures.render.site"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_clean,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # else it looks for every page whether a template has changed meanwhile
            bytecode_cache=_kept(language),
        )

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template can name in one dictionary, which does not change any more."""
        return {**self.globals, **(d or {})}


def _clean(found: object) -> object:
    """Return a constant of a template as `shown` would."""
    return clean(found) if type(found) is str else found
