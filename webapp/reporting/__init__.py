"""Evidence: what came of a measure, gathered over events, groups and canvases."""
