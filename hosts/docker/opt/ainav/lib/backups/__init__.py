"""Backups of the platform's data in the bucket `backups`, and the way back."""
