"""A list of parents in a file, read with care and entered whole or not at all."""
