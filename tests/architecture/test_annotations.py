"""What annotations say: `Any` stands for what a library hands over, and for nothing that has a name."""

import ast
import re

from tests.architecture.test_sizes import CODE
from webapp.foundation.settings import ROOT

MOST = 0.01  # of all annotations


def annotations(tree):
    """What arguments, results and variables are said to be."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            of = node.args
            arguments = [*of.posonlyargs, *of.args, *of.kwonlyargs, of.vararg, of.kwarg]
            yield from (each.annotation for each in arguments if each is not None and each.annotation is not None)
            if node.returns is not None:
                yield node.returns
        elif isinstance(node, ast.AnnAssign):
            yield node.annotation


def says_any(annotation):
    """True where `Any` is part of it, quoted or not."""
    parts = list(ast.walk(annotation))
    named = any(isinstance(each, ast.Name) and each.id == "Any" for each in parts)
    quoted = (each.value for each in parts if isinstance(each, ast.Constant) and isinstance(each.value, str))
    return named or any(re.search(r"\bAny\b", each) for each in quoted)


def test_hardly_any_annotation_says_any():
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in CODE}
    found = {path: list(annotations(tree)) for path, tree in trees.items()}
    total = sum(map(len, found.values()))
    with_any = {path.relative_to(ROOT).as_posix(): sum(map(says_any, each)) for path, each in found.items()}
    most = sorted(with_any.items(), key=lambda pair: pair[1], reverse=True)[:10]
    assert sum(with_any.values()) <= MOST * total, (sum(with_any.values()), total, most)


def test_control_any_is_found_wherever_it_stands():
    code = 'def f(a: Any, *b: int, c: dict[str, Any] = {}, **d: "list[Any]") -> "Any":\n    e: int = 1\n    x: Any\n'
    found = list(annotations(ast.parse(code)))
    assert (sum(map(says_any, found)), len(found)) == (5, 7)
