"""Topic stations and their posters."""
