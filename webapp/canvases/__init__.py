"""Canvases: what a group worked out, never losing a word, tied to the measures and goals it serves."""
