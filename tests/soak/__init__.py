"""A day of visits through the real screens, with time injected: memory, windows, and whatever Qt says.

    make soak [HOURS=24]
"""
