"""Work that every app of a test process would do again with the same result, done once.

Nearly every test makes an app of its own. What it is made of stays the product's; only results that depend on nothing
but the code are kept: compiled templates and statements, read addresses, found files – and passwords are hashed with
the least effort, except where a test asks for `real_hashing`.
"""

import gc
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule
from whitenoise import WhiteNoise

_STATEMENTS = 10_000
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
    """Let all apps of this process read an address once: what comes of it depends on nothing but the rule."""
    kept: dict[object, dict[str, Any]] = {}
    read = Rule.compile

    def kept_read(rule: Rule) -> None:
        defaults = tuple(sorted((rule.defaults or {}).items()))
        key = (rule.rule, rule.subdomain, rule.strict_slashes, rule.merge_slashes, rule.build_only, defaults)
        if key not in kept:
            read(rule)
            kept[key] = {name: getattr(rule, name) for name in _READ_OFF_A_RULE}
            return
        vars(rule).update(kept[key], arguments=set(kept[key]["arguments"]))
        for builder in ("_build", "_build_unknown"):
            setattr(rule, builder, kept[key][builder].__func__.__get__(rule, None))

    Rule.compile = kept_read  # type: ignore[method-assign]


_READ_OFF_A_RULE = ("arguments", "_parts", "_trace", "_converters", "_build", "_build_unknown")


def share_files() -> None:
    """Let all apps of this process look once for the files that they serve; no test puts another one there."""
    kept: dict[tuple[str, str], dict[str, Any]] = {}
    look = WhiteNoise.update_files_dictionary

    def kept_look(served: WhiteNoise, root: str, prefix: str) -> None:
        if (root, prefix) not in kept:
            look(served, root, prefix)
            kept[root, prefix] = dict(served.files)
        served.files.update(kept[root, prefix])

    WhiteNoise.update_files_dictionary = kept_look


def share_statements() -> None:
    """Let all engines of this process compile a statement once for each kind of database, as one that lives on does."""
    kept = {kind: LRUCache(_STATEMENTS) for kind in (SQLiteDialect_pysqlite, PGDialect_psycopg)}
    of_its_kind = property(lambda engine: kept[type(engine.dialect)], lambda *_its_own: None)
    Engine._compiled_cache = of_its_kind  # type: ignore[assignment]
    # A compiled statement is looked for under its dialect; those of one kind are all set up alike here.
    for kind in kept:
        kind.__hash__ = lambda dialect: hash(type(dialect))  # type: ignore[method-assign, assignment]
        kind.__eq__ = lambda dialect, other: type(dialect) is type(other)  # type: ignore[method-assign, assignment]


def rest_from_collecting() -> None:
    """Let Python look for garbage now and then only: each app leaves a heap that takes long to search."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)
