"""The door: check-in by camera or by hand, uploads of devices, walk-ins."""
