"""The outbox: what is to go out, its delivery, what came back."""
