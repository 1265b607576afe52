"""The small explicit language that backends run: expressions, the columns they read, what records may hold."""
