"""One's own registration: how it stands, who comes, what was answered."""
