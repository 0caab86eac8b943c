"""Speed, beside what it is measured against in the same run. `python -m tests.bench [commit taps start page]`."""
