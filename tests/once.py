"""Work that every app of a test process would do again with the same result, done once.

Nearly every test makes an app of its own. What it is made of stays the product's; only results that depend on nothing
but the code are kept: compiled templates, the builders of addresses – and passwords are hashed with the least effort,
except where a test asks for `real_hashing`.
"""

from collections.abc import Callable
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class _CompiledTemplates(BytecodeCache):
    """Code of templates by name and source; a changed source is compiled anew."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.code


def share_templates() -> None:
    """Let all apps of this process compile a template once."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": _CompiledTemplates()}


def share_addresses() -> None:
    """Let all apps of this process compile the builder of an address once: it depends on nothing but the rule."""
    kept: dict[object, Callable[..., tuple[str, str]]] = {}
    compile_builder = Rule._compile_builder

    def kept_builder(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: FBT001, FBT002 - Werkzeug's own signature
        key = (rule.rule, append_unknown, tuple(rule._trace), tuple(sorted((rule.defaults or {}).items())))
        if key not in kept:
            kept[key] = compile_builder(rule, append_unknown)
        return kept[key]

    Rule._compile_builder = kept_builder  # type: ignore[method-assign]
