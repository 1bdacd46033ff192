"""Programs that tests start, from the machine or from the wheels that the set-up installs."""

import shutil
import sys
from pathlib import Path


def node() -> str:
    """The Node that also builds the front end."""
    return shutil.which("node") or str(Path(sys.executable).parent / "node")
