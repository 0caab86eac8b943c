"""The weekly page: stored answers become frozen figures, figures become sentences, charts and a PDF."""
