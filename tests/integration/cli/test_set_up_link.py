"""A start says how an installation without any account is opened, and which variables count no more."""

import re

LINK = re.compile(r"http://\S+/set-up/[\w-]{44}")


def test_the_link_is_printed_until_there_is_an_account(run):
    first, second = (run("serve", "--no-demo", "--port", "8399").output for _ in range(2))
    assert LINK.search(first)[0] == LINK.search(second)[0]
    account = ("user", "add", "anna@example.org", "--name", "Anna", "--admin", "--password", "lang genug und nur hier")
    assert run(*account).exit_code == 0
    assert not LINK.search(run("serve", "--no-demo", "--port", "8399").output)


def test_demo_content_brings_an_account_and_its_texts(run):
    said = run("serve", "--port", "8399").output
    assert "password" in said
    assert not LINK.search(said)


def test_a_variable_that_counts_no_more_is_named_without_its_value(run):
    assert run("serve", "--no-demo", "--port", "8399", DIALOGWERK_OPERATOR_NAME="HWK Eins").stderr == ""
    said = run("serve", "--no-demo", "--port", "8399", DIALOGWERK_OPERATOR_NAME="HWK Zwei").stderr.splitlines()
    assert [line for line in said if "DIALOGWERK_OPERATOR_NAME" in line] == said
    assert len(said) == 1
    assert "HWK" not in said[0]
