"""What `dialogwerk serve` can't listen on or start is refused in one line."""

import socket

import pytest
from click.testing import CliRunner

from webapp.cli import serving
from webapp.cli.commands import serve


@pytest.mark.parametrize(
    "asked", [("--port", "99999"), ("--port", "0"), ("--port", "x"), ("--workers", "0"), ("--workers", "999999")]
)
def test_a_number_out_of_bounds_is_refused_in_one_line(asked):
    done = CliRunner().invoke(serve, asked)
    assert done.exit_code != 0
    assert len(done.output.splitlines()) == 1
    assert asked[0] in done.output


def test_a_taken_port_leads_to_the_option_of_the_command():
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="is taken") as refused:
        serving.refuse_taken_port("127.0.0.1", taken.getsockname()[1])
    assert str(refused.value.filename).startswith("--port ")
