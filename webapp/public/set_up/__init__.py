"""The first page of an installation: whom it is for, and who looks after it."""
