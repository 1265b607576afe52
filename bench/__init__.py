"""Measurements on the founding protocol. `python -m bench` prints them; nothing asserts a time."""
