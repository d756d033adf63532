"""Finds modules and functions that have grown too large to take in, and functions with too many parameters.

Parameters are counted without `self`, and without keyword-only ones that have a default: nobody has to know
those. After the second, a parameter is keyword-only; a function of just three may take all three by position.
In `tests` only the limits on length hold, since a test's parameters are fixtures, found by name. An exception
stands on the line of its `def`: `# sizes: <reason>`.
"""

import ast
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

MODULE_LINES = 400
FUNCTION_LINES = 40
PARAMETERS = 5
POSITIONAL = 2
ALL_POSITIONAL = 3
FOLDERS = ("src", "tools", "benchmarks", "tests")
EXCEPTION = "# sizes: "

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is too large, and where."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


def findings_in(source: str, path: Path, *, are_tests: bool = False) -> list[Finding]:
    """List what is too large in one module."""
    found = []
    lines = source.splitlines()
    if len(lines) > MODULE_LINES:
        found.append(Finding(path, MODULE_LINES, f"{len(lines)} lines in the module, at most {MODULE_LINES}"))
    for function, is_method in _functions(ast.parse(source), in_class=False):
        if EXCEPTION in lines[function.lineno - 1]:
            continue
        texts = _length(function) if are_tests else [*_length(function), *_parameters(function, is_method)]
        found += [Finding(path, function.lineno, f"{function.name}: {text}") for text in texts]
    return sorted(found)


def _functions(node: ast.AST, *, in_class: bool) -> Iterator[tuple[Function, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield child, in_class
        yield from _functions(child, in_class=isinstance(child, ast.ClassDef))


def _length(function: Function) -> list[str]:
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    return [f"{lines} lines, at most {FUNCTION_LINES}"] if lines > FUNCTION_LINES else []


def _parameters(function: Function, is_method: bool) -> list[str]:  # noqa: FBT001  # A private function's one flag.
    arguments = function.args
    positional = len(arguments.posonlyargs) + len(arguments.args)
    if is_method and not _is_static(function):
        positional -= 1  # self or cls
    needed = positional + sum(default is None for default in arguments.kw_defaults)
    texts = []
    if needed > PARAMETERS:
        texts.append(f"{needed} parameters, at most {PARAMETERS}")
    count = positional + len(arguments.kwonlyargs)
    if positional > POSITIONAL and count > ALL_POSITIONAL and not _is_dictated(function):
        texts.append(f"{positional} positional parameters; keyword-only after the second (`*`)")
    return texts


def _is_static(function: Function) -> bool:
    return any(isinstance(name, ast.Name) and name.id == "staticmethod" for name in function.decorator_list)


def _is_dictated(function: Function) -> bool:
    """Tell whether Python itself decides how the function is called."""
    return function.name.startswith("__") and function.name.endswith("__") and function.name != "__init__"


def main(checkout: Path, folders: Sequence[str] = FOLDERS) -> int:
    """Print every finding in the project; give the exit code."""
    found = [
        finding
        for folder in folders
        for path in sorted((checkout / folder).rglob("*.py"))
        for finding in findings_in(
            path.read_text(encoding="utf-8"), path.relative_to(checkout), are_tests=folder == "tests"
        )
    ]
    for finding in found:
        print(finding)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
