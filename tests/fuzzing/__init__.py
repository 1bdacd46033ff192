"""Requests that nobody should send, made from the routes and forms themselves."""
