"""How many people come: the part each word plays, and what the parts add up to."""
