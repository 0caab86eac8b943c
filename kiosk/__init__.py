"""Moment's core: everything but the screens, without Qt."""
