"""A copy of the tree in which a page of the documentation is followed, block by block."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from webapp.foundation.settings import ROOT

BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_BIN = Path(sys.executable).parent


class Copy:
    """A copy of the tree in which the document is followed."""

    def __init__(self, folder):
        self.root, self.environ = folder / "dialogwerk", {**os.environ, "DIALOGWERK_DATA_DIR": str(folder / "data")}
        self.environ |= {"PYTHONPATH": str(self.root), "PATH": f"{_BIN}:{os.environ['PATH']}"}
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file():
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.root / name)
        for name in ("static/build", "node_modules"):
            if (ROOT / name).exists():
                (self.root / name).symlink_to(ROOT / name)
        subprocess.run(["git", "init", "-q"], cwd=self.root, check=True)

    def run(self, *command):
        done = subprocess.run(
            command,
            cwd=self.root,
            env=self.environ,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"

    def follow(self, kind, name, text):
        if kind == "sh":
            for line in text.splitlines():
                program, *words = line.replace(".venv/bin/", "").replace('"', "'").split(" ", 1)
                self.run("bash", "-c", f"{_BIN / program} {' '.join(words)}")
        elif kind == "diff":
            self._change(self.root / name, text)
        elif kind == "po":
            self._translate(self.root / name, text)
        else:
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            assert not (self.root / name).exists()
            (self.root / name).write_text(text, encoding="utf-8")

    def _change(self, file, text):
        lines = text.splitlines(keepends=True)
        before = "".join(line[1:] for line in lines if line[0] != "+")
        after = "".join(line[1:] for line in lines if line[0] != "-")
        found = file.read_text(encoding="utf-8")
        assert found.count(before) == 1, (file.name, before)
        file.write_text(found.replace(before, after), encoding="utf-8")

    def _translate(self, file, text):
        found = file.read_text(encoding="utf-8")
        for told, german in re.findall(r"^(msgid .+)\nmsgstr (.+)$", text, re.MULTILINE):
            assert found.count(f'{told}\nmsgstr ""\n') == 1, told
            found = found.replace(f'{told}\nmsgstr ""\n', f"{told}\nmsgstr {german}\n")
        file.write_text(found, encoding="utf-8")
