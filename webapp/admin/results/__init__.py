"""What came of an event: its canvases, and the measures that it served."""
