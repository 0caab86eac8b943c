"""What is deleted, when it is over its time or when somebody asks; and the addresses meant by it."""
