"""What such words usually mean, learned from labelled examples: the ear behind the rules."""
