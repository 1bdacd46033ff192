"""One registration: what it says, what is decided about it, its people."""
