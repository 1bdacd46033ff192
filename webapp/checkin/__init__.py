"""The door: who came in, when and where, as facts that are only ever added."""
