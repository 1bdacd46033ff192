"""Topic stations: where people choose a topic, form small groups and take a route."""
