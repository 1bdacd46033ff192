"""Versioned field definitions and their answers: one mechanism for forms, calls, surveys and canvases."""
