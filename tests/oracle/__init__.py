"""The 50 % rule a second time, in plain Python, and the comparison with the package over many scores."""
