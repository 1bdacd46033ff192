"""Prepare and start Dialogwerk: `python3 -m tools.serve --port 8000`."""

from __future__ import annotations

import argparse
import errno
import os
import socket
import sys

from tools.prepare import prepare
from tools.refusals import RefusalError, run_main
from tools.steps import VENV

HIGHEST_PORT = 65535


def main() -> int:
    """Refuse a port that cannot be had before the work starts, then prepare and become the server."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", required=True)
    parser.add_argument("--demo", default="1", help="0 starts empty")
    asked = parser.parse_args()
    port, start = parse_port(asked.port), parse_demo(asked.demo)
    refuse_taken(port)
    prepare(dev=False)
    sys.stdout.flush()
    command = str(VENV / "bin" / "dialogwerk")
    os.execv(command, [command, "serve", "--port", str(port), start])  # noqa: S606 - the server takes over this process


def parse_port(text: str) -> int:
    """The port number in the text."""
    if text.isascii() and text.isdigit() and 0 < int(text) <= HIGHEST_PORT:
        return int(text)
    raise RefusalError(f"PORT={text} is no port number. Take another one: make serve PORT=8001")


def parse_demo(text: str) -> str:
    """The option that lays in demo content, or doesn't."""
    if text in {"0", "1"}:
        return "--demo" if text == "1" else "--no-demo"
    raise RefusalError(f"DEMO={text} is neither 1 nor 0. To start without demo content: make serve DEMO=0")


def refuse_taken(port: int) -> None:
    """Refuse a port that another program listens on, and name a free one."""
    error = bind_error(port)
    if error == errno.EADDRINUSE:
        free = next((other for other in range(port + 1, port + 100) if bind_error(other) is None), 8001)
        raise RefusalError(f"Port {port} is already in use. Take another one: make serve PORT={free}")
    if error is not None:
        reason = os.strerror(error)
        raise RefusalError(f"Port {port} cannot be used: {reason}. Take another one: make serve PORT=8001")


def bind_error(port: int) -> int | None:
    """The number of the error that a server on this port would meet, None when it is free."""
    if port > HIGHEST_PORT:
        return errno.EINVAL
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
        except OSError as error:
            return error.errno
    return None


if __name__ == "__main__":
    run_main(main)
