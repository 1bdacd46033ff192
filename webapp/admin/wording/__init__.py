"""What the desk calls things, and what it says when something can't be done."""
