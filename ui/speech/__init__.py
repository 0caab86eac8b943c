"""Reading the screens aloud, in a process of its own (docs/adr/0008-speech.md)."""
