"""A database that only its key opens."""
