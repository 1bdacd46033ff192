"""What `make` relies on: locks, scripts and the files around them."""

import ast
import json
import re
import socket
import stat
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import check, frontend, refusals, serve, steps

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements"
LOCKS = ("runtime", "build", "node", "dev")
LOOPBACK = {"127.0.0.1", "localhost"}
SETUP_FILES = [
    *(ROOT / name for name in ("Makefile", "Containerfile", "pyproject.toml", ".npmrc", ".ci/run")),
    *sorted(REQUIREMENTS.iterdir()),
    *sorted((ROOT / "tools").glob("*.py")),
]
# Taken apart so that this file does not name them itself.
REGISTRIES = ("pypi" + ".org", "python" + "hosted.org", "npm" + "js.", "yarnpkg" + ".com", "docker" + ".io")
MACHINE_PATH = re.compile(r"/(?:root|home|Users|work|opt)/\w")


def locked(name: str) -> dict[str, set[str]]:
    """Versions by package in a lock; a package may have one for each Python."""
    versions: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", lock_text(name), re.MULTILINE):
        versions.setdefault(canonicalize_name(package), set()).add(version)
    return versions


def lock_text(name: str) -> str:
    return (REQUIREMENTS / f"{name}.lock").read_text(encoding="utf-8")


def wanted(name: str) -> Iterator[Requirement]:
    """The requirements that a person wrote down, those of included files too."""
    for line in (REQUIREMENTS / f"{name}.in").read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            yield from wanted(line.removeprefix("-r ").removesuffix(".in"))
        elif line and not line.startswith("#"):
            yield Requirement(line)


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_carries_hashes(name: str) -> None:
    entries = re.split(r"^(?=[\w.-]+==)", lock_text(name), flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_locked_at_a_version_it_allows(name: str) -> None:
    versions = locked(name)
    for requirement in wanted(name):
        found = versions.get(canonicalize_name(requirement.name), set())
        assert found, f"{requirement.name} is missing in {name}.lock: make lock"
        assert all(requirement.specifier.contains(version) for version in found), requirement


@pytest.mark.parametrize("name", ["runtime", "build"])
def test_tests_run_with_the_versions_of_production(name: str) -> None:
    everything = locked("dev")
    assert {package: everything.get(package) for package in locked(name)} == locked(name)


def test_the_package_takes_its_dependencies_from_the_requirements() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "dependencies" in settings["project"]["dynamic"]
    assert settings["tool"]["setuptools"]["dynamic"]["dependencies"] == {"file": ["requirements/runtime.in"]}


@pytest.mark.parametrize("file", SETUP_FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_setup_files_name_no_address_and_no_machine(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert set(re.findall(r"https?://([\w.-]+)", text)) <= LOOPBACK
    assert [registry for registry in REGISTRIES if registry in text] == []
    assert MACHINE_PATH.search(text) is None


def test_front_end_packages_are_locked_by_hash_and_without_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    installed = {path: entry for path, entry in packages.items() if path}
    assert installed
    assert [path for path, entry in installed.items() if not entry.get("integrity", "").startswith("sha512-")] == []
    assert [path for path, entry in installed.items() if "resolved" in entry] == []


def test_node_is_pinned_to_one_version_that_the_build_accepts() -> None:
    (versions,) = locked("node").values()
    (version,) = versions
    assert int(version.split(".")[0]) >= frontend.OLDEST_NODE
    engines = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["engines"]
    assert engines["node"] == f">={frontend.OLDEST_NODE}"


def imports(file: Path) -> set[str]:
    """Full names of the modules that a script imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def test_what_runs_before_there_are_packages_needs_the_standard_library_only() -> None:
    waiting, seen = {"serve", "check", "bench", "lock", "prepare"}, set()
    while waiting:
        script = waiting.pop()
        seen.add(script)
        names = imports(ROOT / "tools" / f"{script}.py")
        own = {name.removeprefix("tools.") for name in names if name.startswith("tools.")}
        foreign = {name.split(".")[0] for name in names} - sys.stdlib_module_names - {"tools"}
        assert foreign == set(), script
        waiting |= own - seen
    assert {"packages", "frontend", "translations", "steps", "refusals", "debian"} <= seen


def test_an_old_python_is_refused_with_one_line() -> None:
    pretend = "import sys; sys.version_info = (3, 9, 18, 'final', 0); import tools.serve"
    done = subprocess.run([sys.executable, "-c", pretend], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.11 or newer is needed, this one is 3.9.")
    assert done.stderr.count("\n") == 1


def test_an_old_python_can_read_the_refusal() -> None:
    code = (ROOT / "tools" / "__init__.py").read_text(encoding="utf-8")
    assert ast.parse(code, feature_version=(3, 4)).body


def test_a_taken_port_is_refused_before_any_work() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        command = [sys.executable, "-m", "tools.serve", "--port", str(port)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert re.fullmatch(rf"Port {port} is already in use\. Take another one: make serve PORT=\d+\n", done.stderr)


@pytest.mark.parametrize(("text", "start"), [("1", "--demo"), ("0", "--no-demo")])
def test_whoever_wants_no_demo_content_starts_empty(text: str, start: str) -> None:
    assert serve.parse_demo(text) == start
    with pytest.raises(refusals.RefusalError, match="is neither 1 nor 0"):
        serve.parse_demo(f"{text}x")


@pytest.mark.parametrize("text", ["", "abc", "0", "-1", "65536", "80 80", "８０００"])
def test_no_port_number_is_refused(text: str) -> None:
    with pytest.raises(refusals.RefusalError, match="is no port number"):
        serve.parse_port(text)


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "the disk is full"),
        ("npm error code ENOSPC\nnpm error nospc", "the disk is full"),
        ("npm error code EAI_AGAIN\nnpm error request failed", "no network"),
        ("WARNING: Retrying after connection broken by 'NewConnectionError()'\nERROR: none", "no network"),
        ("E: Could not resolve 'example.org'", "no network"),
        ("Error: [Errno 30] Read-only file system: '.venv'", "read-only"),
        ("Error: [Errno 13] Permission denied: '.venv'", "no permission"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "does not match its hash"),
        ("[SSL: CERTIFICATE_VERIFY_FAILED] connection broken by 'SSLError'", "certificate is not trusted"),
        ("npm warn old\nnpm error code EUSAGE\nnpm error\nnpm error `npm ci` needs a lock\n", "needs a lock"),
        ("first\nthe last word\n\n", "the last word"),
        ("", "it gave no reason"),
    ],
)
def test_a_failed_step_says_why_in_one_line(output: str, sentence: str) -> None:
    reason = refusals.reason_in(output)
    assert sentence in reason
    assert "\n" not in reason


@pytest.fixture
def stamps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(steps, "STAMPS", tmp_path)
    return tmp_path


@pytest.mark.usefixtures("stamps")
def test_a_step_runs_again_only_with_another_key() -> None:
    with steps.stamped("step", "one"):
        assert not steps.is_fresh("step", "one")
    assert steps.is_fresh("step", "one")
    assert not steps.is_fresh("step", "two")


@pytest.mark.usefixtures("stamps")
def test_an_interrupted_step_counts_as_not_done() -> None:
    steps.mark("step", "one")
    with pytest.raises(refusals.RefusalError), steps.stamped("step", "one"):
        raise refusals.RefusalError("broken off")
    assert steps.stamp("step") == steps.BEGUN


def test_the_key_of_a_step_follows_content_and_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("same")
    key = steps.fingerprint([one])
    assert steps.fingerprint([one]) == key
    two.write_text("same")
    assert len({key, steps.fingerprint([two]), steps.fingerprint([one, two])}) == 3
    one.write_text("changed")
    assert steps.fingerprint([one]) != key


@pytest.mark.parametrize(
    ("results", "lenient", "strict"),
    [
        ([check.Result("a", "ok", 1)], 0, 0),
        ([check.Result("a", "failed", 1), check.Result("b", "ok", 1)], 1, 1),
        ([check.Result("a", "skipped", 1, "chromium is missing")], 0, 1),
        ([check.Result("a", "ok", 1, "2 tests skipped themselves")], 0, 1),
    ],
)
def test_what_was_left_out_fails_only_on_a_build_server(results: list[check.Result], lenient: int, strict: int) -> None:
    assert check.exit_code(results, strict=False) == lenient
    assert check.exit_code(results, strict=True) == strict


def test_the_summary_ends_with_what_was_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    check.report([check.Result("mypy", "failed", 2), check.Result("end to end", "skipped", 0, "no browser")])
    *_, failed, left_out = capsys.readouterr().out.splitlines()
    assert failed == "failed: mypy"
    assert left_out == "skipped: end to end – no browser"


@pytest.mark.parametrize(
    ("line", "count"),
    [("=== 3 passed, 2 skipped in 1.20s ===", "2"), ("3 passed, 2 skipped in 61.2s (0:01:01)", "2")],
)
def test_tests_that_skip_themselves_are_counted(line: str, count: str) -> None:
    found = check.SKIPPED_TESTS.match(line)
    assert found is not None
    assert found[1] == count
    assert check.SKIPPED_TESTS.match("=== 3 passed in 1.20s ===") is None


def test_the_ten_slowest_tests_of_all_runs_are_named_before_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [f"{number}.00s call     tests/a.py::test_{number}" for number in range(1, 16)]
    check.report(
        [check.Result("a", "ok", 1, slowest=tuple(lines[:9])), check.Result("b", "ok", 1, slowest=tuple(lines[9:]))]
    )
    said = capsys.readouterr().out.strip().splitlines()
    assert said[0] == "The 10 slowest tests:"
    assert said[1:11] == lines[:4:-1]
    assert said[12].startswith("check ")


def test_slow_tests_are_read_from_what_pytest_says_and_output_passes_through(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = ["2.51s call     tests/a.py::test_b[c]", "0.30s setup    tests/a.py::test_b", "3 passed in 1.20s"]
    code, last, slowest = check.pass_through([sys.executable, "-c", f"print({chr(10).join(told)!r})"], {})
    assert (code, last, slowest) == (0, told[-1], tuple(told[:2]))
    assert capsys.readouterr().out.splitlines() == told


def test_the_giants_run_whole_in_the_proofs_and_all_tests_on_all_cores() -> None:
    wholes = [each for each in check.proofs() if "pytest" in each.command]
    assert all(" ".join(check.PROOFS) in " ".join(whole.command) for whole in wholes)
    for each in [*wholes, *(each for each in check.checks() if "pytest" in each.command)]:
        assert "-n" in each.command
        assert f"--durations={check.SLOWEST}" in each.command


def makefile_targets() -> dict[str, str]:
    """Targets with the sentence that `make help` shows."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z]+):.*## (.+)$", text, re.MULTILINE))


def test_every_target_that_the_documents_name_exists() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    named = {
        (file.name, target)
        for file in documents
        for target in re.findall(r"(?:`|^\s*\$?\s*)make ([a-z]+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {"serve", "test"} <= {target for file, target in named if file == "README.md"}
    assert {(file, target) for file, target in named if target not in makefile_targets()} == set()


def test_help_lists_every_target() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) - {"python"} == set(makefile_targets())
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert all(f"make {target} " in done.stdout for target in makefile_targets())


def test_the_build_server_runs_the_same_checks_strictly() -> None:
    script = ROOT / ".ci" / "run"
    text = script.read_text(encoding="utf-8")
    assert script.stat().st_mode & stat.S_IXUSR
    assert text.startswith("#!/usr/bin/env bash\n")
    assert "export CI=true" in text
    assert "make test </dev/null" in text
    assert "make proofs </dev/null" in text


def test_the_build_server_runs_the_giants_also_after_a_failure_and_finds_the_sources_beside_the_clone(tmp_path) -> None:
    clone, sources, programs = tmp_path / "clone", tmp_path / "shared", tmp_path / "programs"
    for folder in (clone / ".ci", sources, programs):
        folder.mkdir(parents=True)
    make = programs / "make"
    make.write_text('#!/bin/sh\necho "$1 CI=$CI $DIALOGWERK_SOURCES"\n[ "$1" = proofs ]\n', encoding="utf-8")
    make.chmod(0o755)
    script = clone / ".ci" / "run"
    script.write_text((ROOT / ".ci" / "run").read_text(encoding="utf-8"), encoding="utf-8")
    environ = {"PATH": f"{programs}:/usr/bin:/bin"}
    done = subprocess.run(["bash", script], env=environ, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == [f"test CI=true {sources}", f"proofs CI=true {sources}"]
    assert done.returncode == 1
    sources.rmdir()
    done = subprocess.run(["bash", script], env=environ, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["test CI=true ", "proofs CI=true "]
    chosen = {**environ, "DIALOGWERK_SOURCES": "elsewhere"}
    done = subprocess.run(["bash", script], env=chosen, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[0] == "test CI=true elsewhere"


def test_what_is_made_is_not_committed() -> None:
    ignored = set((ROOT / ".gitignore").read_text(encoding="utf-8").splitlines())
    assert {"/.venv/", "/node_modules/", "/static/build/", "/instance/", "*.mo", "__pycache__/"} <= ignored


def test_the_container_runs_as_nobody_special_from_a_fixed_release() -> None:
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    assert all(
        ":" in image and not image.endswith(":latest") for image in re.findall(r"^FROM (\S+)", text, re.MULTILINE)
    )
    users = re.findall(r"^USER (\S+)$", text, re.MULTILINE)
    assert users
    assert users[-1] not in {"root", "0"}
