"""The small explicit language that backends run: expressions, columns, what records may hold."""
