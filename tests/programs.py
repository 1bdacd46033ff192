"""Programs that tests start, from the machine or from the wheels that the set-up installs."""

import shutil

from tools.frontend import node_environment


def node() -> str:
    """The Node that also builds the front end."""
    found = shutil.which("node", path=node_environment()["PATH"])
    assert found is not None, "run `make test` once: it installs Node"
    return found
