"""Power cuts, the way the ALICE study made them (Pillai et al., OSDI 2014): recorded once, cut everywhere.

A real program works under strace, which takes down every system call that changes its folder, with the data, and what
the program said it had done, in one order (`recording`). From that the disk is rebuilt as it may be when the power goes
at any moment: what was synced is there, of the rest any part (`disk`, `fates`). Each such disk is written into a RAM
disk, opened with the product's own driver and looked at (`check`). What is worked: `works`; all of it: `cuts`.

What this simulates and what not: docs/crash-tests.md.
"""
