"""Expressions in CEL (Common Expression Language): compiled once, without loops, so that each ends at once."""

import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import cel

ARITHMETIC = {"_+_", "_-_", "_*_", "_/_", "_%_", "-_"}
LOGIC = {"!_", "_<_", "_<=_", "_>_", "_>=_", "_==_", "_!=_", "_&&_", "_||_", "_?_:_", "@in", "_[_]"}
FUNCTIONS = frozenset({"size", "contains", "startsWith", "endsWith", "double", "int", "string"})
MACROS = re.compile(r"\.\s*(map|filter|all|exists|existsOne|exists_one|transform\w*|bind)\s*\(")
"""They go through lists, which may take long."""
FAILURES = (ValueError, TypeError, RuntimeError, LookupError, ArithmeticError)
"""What the library raises when an expression cannot be compiled or evaluated."""
Variables = Mapping[str, object]


class BadExpression(ValueError):
    """An expression that cannot be used, and why."""


class Expression:
    """A compiled expression; `source` is its text."""

    __slots__ = ("_names", "_program", "source")

    def __init__(self, source: str) -> None:
        """Raises BadExpression for what is no CEL, or uses what may take long."""
        if MACROS.search(source) or "//" in source:
            raise BadExpression("loops over lists (map, filter, all, exists) and comments are not allowed")
        try:
            self._program = cel.compile(source)
        except FAILURES as error:
            raise BadExpression(_brief(error)) from error
        if unknown := sorted(set(self._program.functions()) - ARITHMETIC - LOGIC - FUNCTIONS):
            raise BadExpression(f"{unknown[0]} is not allowed; there are {', '.join(sorted(FUNCTIONS))}")
        self.source = source
        self._names = self._program.variables()

    def holds(self, variables: Variables) -> bool | None:
        """Whether it is true; None when that cannot be said (a name without a value, a value of another kind)."""
        try:
            found = self._execute(variables)
        except FAILURES:
            return None
        return found if isinstance(found, bool) else None

    def number(self, variables: Variables) -> float | None:
        """Its value; None when it has none."""
        try:
            found = self._execute(variables)
        except FAILURES:
            return None
        return _finite(found)

    def try_on(self, samples: Iterable[Variables], *, kind: type) -> None:
        """Raises BadExpression where it knows no value of that kind (bool, float) for one of the samples."""
        for sample in samples:
            if unknown := sorted(set(self._names) - set(sample)):
                raise BadExpression(f"{unknown[0]} is not known; there are {', '.join(sorted(sample)) or 'no names'}")
            self._try(sample, kind)

    def _execute(self, variables: Variables) -> object:
        """With only what it names: handing values over is most of the work."""
        return self._program.execute({name: variables[name] for name in self._names if name in variables})

    def _try(self, sample: Variables, kind: type) -> None:
        try:
            found = self._execute(sample)
        except ZeroDivisionError:
            return
        except KeyError as error:
            raise BadExpression(f"{error.args[0]} is not known") from error
        except FAILURES as error:
            raise BadExpression(_brief(error)) from error
        if kind is bool and not isinstance(found, bool):
            raise BadExpression("must be true or false")
        if kind is float and (isinstance(found, bool) or not isinstance(found, float | int)):
            raise BadExpression("must be a number")


@lru_cache(maxsize=4096)
def compiled(source: str) -> Expression:
    """Raises BadExpression."""
    return Expression(source)


def _finite(found: object) -> float | None:
    if isinstance(found, bool) or not isinstance(found, float | int) or not math.isfinite(found):
        return None
    return float(found)


def _brief(error: Exception) -> str:
    """The first line, without the expression itself, which whoever wrote it knows."""
    text = str(error).partition("\n")[0]
    return re.sub(r"^Failed to parse expression '.*': (ERROR: )?", "", text)[:300]
