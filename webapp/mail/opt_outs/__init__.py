"""Opt-outs: who wants no mail beyond what their own registrations need."""
