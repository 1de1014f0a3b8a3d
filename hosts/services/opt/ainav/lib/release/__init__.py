"""Releases on a host: which images its services run, and how they are replaced without losing a request."""
