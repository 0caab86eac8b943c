"""What the shop's own book and figures say beside its shoppers' taps, as figures and as a page."""
