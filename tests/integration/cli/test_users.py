"""Accounts from the command line, when nobody gets in any more."""

from tests.integration.cli.conftest import refused_in_one_line

PASSWORD, NEW = "a long enough password", "drei graue Katzen im Schnee"


def add(run, email, *more):
    return run("user", "add", email, "--name", "Kim", "--password", PASSWORD, *more)


def test_an_account_is_added_listed_locked_and_unlocked(run):
    assert add(run, "kim@example.org", "--admin").exit_code == 0
    assert add(run, "ada@example.org").exit_code == 0
    assert run("user", "list").output == "ada@example.org  Kim  organizer\nkim@example.org  Kim  admin\n"
    assert run("user", "lock", "ada@example.org").exit_code == 0
    assert "ada@example.org  Kim  organizer  (locked)" in run("user", "list").output
    assert run("user", "lock", "ada@example.org", "--undo").exit_code == 0
    assert "locked" not in run("user", "list").output
    last = run("user", "lock", "kim@example.org")
    assert refused_in_one_line(last)
    assert "Nobody else could do this then" in last.stderr


def test_roles_are_given_and_taken_and_a_password_set(run):
    add(run, "kim@example.org", "--admin")
    add(run, "ada@example.org")
    assert run("user", "role", "ADA@example.org", "admin").exit_code == 0
    assert run("user", "role", "kim@example.org", "admin", "--take").exit_code == 0
    assert run("user", "list").output.splitlines() == [
        "ada@example.org  Kim  admin, organizer",
        "kim@example.org  Kim  no role",
    ]
    for wrong in (
        ("role", "ada@example.org", "admin", "--take"),
        ("role", "kim@example.org", "door"),
        ("role", "kim@example.org", "door", "--organisation", "nobody"),
        ("role", "nobody@example.org", "admin"),
        ("password", "kim@example.org", "--password", "kim@example.org"),
    ):
        assert refused_in_one_line(run("user", *wrong)), wrong
    assert run("user", "password", "kim@example.org", "--password", NEW).exit_code == 0


def test_an_empty_installation_has_no_accounts(run):
    add(run, "not an address")
    assert run("user", "list").output == "No accounts.\n"
