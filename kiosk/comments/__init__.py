"""What shoppers write: rude words masked for paper, and comments that say nothing told from those that do.

Pure: text in, text or a name out. Word lists are read when first needed, so that importing costs next to nothing; for
the same reason kiosk.comments.private, which hides addresses and numbers, is imported by the report alone.
"""

from kiosk.comments.flags import flag_of
from kiosk.comments.masking import mask

__all__ = ["flag_of", "mask"]
