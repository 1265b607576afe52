"""Meaning without syntax: three truth values, bounds, operators, numbers, units, the calendar."""
