"""Simulated weeks of a shop, for trying the product out; marked as such by their source."""

from kiosk.demo.visits import COMMENTS_FILE, SOURCE, Plan, simulate

__all__ = ["COMMENTS_FILE", "SOURCE", "Plan", "simulate"]
