"""The places of the desk, and the way from each page to the others."""
