"""An event as guests will see it, before they do."""
