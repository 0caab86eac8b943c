"""Killing the kiosk again and again while somebody taps, and looking at what is left.

Each round starts the real application (QML, session, writer thread, store) on the folder of the round before, taps
whole visits on it as fast as it takes them, and ends it with SIGKILL at a random moment. The kiosk says what it has
thanked for at the very moment its thanks screen is shown; in the end all of that must be in the database.

SIGKILL takes the process but not the operating system's page cache. So this proves the order, thanks only after the
commit, and that a database left open in the middle of anything can be used again. It does not prove that a commit
survives a power cut.
"""
