"""Email addresses as mail servers take them."""

from email_validator import EmailNotValidError, validate_email

# RFC 5321, 4.5.3.1; in octets, not in letters.
_MOST_BEFORE_THE_AT = 64
_MOST = 254


def sendable(typed: str) -> str:
    """The address as mail is sent to it; ValueError when none can be. Asks no name server."""
    try:
        found = validate_email(typed.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError as problem:
        raise ValueError(str(problem)) from None
    octets = len(found.local_part.encode())
    if octets > _MOST_BEFORE_THE_AT or octets + 1 + len(found.ascii_domain) > _MOST:
        raise ValueError("The email address is too long.")
    return found.normalized
