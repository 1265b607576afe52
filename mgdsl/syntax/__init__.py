"""Text to surface tree: the grammar's nodes, the parser, and the printer that writes a tree back."""
