"""Action plans and their measures."""
