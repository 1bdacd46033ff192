"""Set-up and checks, run as `python3 -m tools.<name>` with nothing but the standard library."""

# Plain syntax on purpose: an old interpreter must be able to read this file and say what is missing.
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the very check that keeps older versions out
    sys.stderr.write(
        "Python 3.11 or newer is needed, this one is %d.%d. "  # noqa: UP031 - readable for old interpreters
        "Where a newer one is installed, name it: make serve PYTHON=python3.13\n" % sys.version_info[:2]
    )
    sys.exit(1)
