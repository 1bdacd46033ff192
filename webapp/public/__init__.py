"""What everybody may read: start, events, plans, measures, legal pages."""
