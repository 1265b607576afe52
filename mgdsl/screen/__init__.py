"""Many patients at once: how many pass what, and who fails which criterion by what is on record."""
