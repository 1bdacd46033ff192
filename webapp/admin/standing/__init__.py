"""How an event stands at the desk: its state in a word, what is ready and missing, what deserves a second look."""
