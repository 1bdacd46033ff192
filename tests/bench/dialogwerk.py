"""Our own program under measurement: content, a door, a page's tag."""

import json
import re
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.bench.servers import Server
from tests.conftest import settings_for
from webapp.factory import create_app

SECRET = "a benchmark has no secrets"


@dataclass(frozen=True, slots=True)
class Content:
    """What was made for measuring."""

    slug: str
    environ: Mapping[str, str]
    folder: Path
