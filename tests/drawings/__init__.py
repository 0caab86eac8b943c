"""The pictures of docs/measures.md: what our own functions make of a simulated shop. `python -m tests.drawings`."""
