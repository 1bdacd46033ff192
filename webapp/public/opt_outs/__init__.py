"""No more mail, and back."""
