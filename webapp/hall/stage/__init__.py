"""Facilitation: all stations, groups and canvases of an event."""
