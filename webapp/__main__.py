"""`python -m webapp` is the command `dialogwerk`."""

from webapp.factory import main

main()
