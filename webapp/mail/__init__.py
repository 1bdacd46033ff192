"""Mail: reacts to facts, writes an outbox row in the same transaction, delivers it later and once."""
