"""The form of an event: settings, categories, questions."""
