"""From surface to core: names, types, units, visits, windows; every mistake in the author's words."""
