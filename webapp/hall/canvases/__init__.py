"""Idea canvases as groups write them and as they are shown."""
