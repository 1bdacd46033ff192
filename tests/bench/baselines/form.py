"""What a careful form costs at least: a token in the session, a counter and an insert in one SQLite transaction."""

import os
import secrets
import sqlite3
import threading

from flask import Flask, abort, redirect, render_template_string, request, session

app = Flask(__name__)
app.secret_key = "a benchmark has no secrets"
local = threading.local()
CAPACITY = 1_000_000

PAGE = """<!doctype html><html lang="de"><head><title>Anmelden</title></head><body><form method="post">
<input type="hidden" name="csrf_token" value="{{ token }}">
<label>Name <input name="name"></label><label>E-Mail <input name="email"></label><button>Anmelden</button>
</form></body></html>"""


def connection() -> sqlite3.Connection:
    if not hasattr(local, "connection"):
        local.connection = sqlite3.connect(f"{os.environ['BENCH_DIR']}/form.sqlite3", timeout=15, isolation_level=None)
        local.connection.execute("PRAGMA synchronous=FULL")
    return local.connection


def fill() -> None:
    """An empty table in WAL mode."""
    connection().execute("PRAGMA journal_mode=WAL")
    connection().execute("CREATE TABLE registration (id INTEGER PRIMARY KEY, name TEXT, email TEXT UNIQUE)")
    connection().execute("CREATE TABLE event (id INTEGER PRIMARY KEY, capacity INTEGER, taken INTEGER)")
    connection().execute("INSERT INTO event VALUES (1, ?, 0)", (CAPACITY,))


@app.get("/register")
def show() -> str:
    token = session.setdefault("token", secrets.token_urlsafe(16))
    return render_template_string(PAGE, token=token)


@app.post("/register")
def take():
    if not secrets.compare_digest(request.form["csrf_token"], session.get("token", "")):
        abort(400)
    database = connection()
    database.execute("BEGIN IMMEDIATE")
    try:
        booked = database.execute("UPDATE event SET taken = taken + 1 WHERE id = 1 AND taken < capacity")
        if not booked.rowcount:
            abort(409)
        database.execute(
            "INSERT INTO registration (name, email) VALUES (?, ?)", (request.form["name"], request.form["email"])
        )
        database.execute("COMMIT")
    except BaseException:
        database.execute("ROLLBACK")
        raise
    return redirect("/done", 303)
