"""Backups: made, kept, looked into, restored."""
