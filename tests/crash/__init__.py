"""The promise that no answer which was thanked for is ever lost, put to the proof: `python -m tests.crash`.

`powercut` records every system call of the program at work and rebuilds the disk as a power cut at any moment may
leave it. `rounds` kills the running kiosk with SIGKILL at random moments while a finger of another process taps: that
takes the process but not the operating system's page cache, so it proves the order, thanks only after the commit, and
that a database left open in the middle of anything can be used again.

What is proved by which, and what by neither: docs/crash-tests.md.
"""
