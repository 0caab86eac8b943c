"""The quality of the service: what is asked in turns, as figures and as a page."""
