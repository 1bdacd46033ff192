"""Consents beyond single events: shown, taken back and given again by the link that invitations bring."""
