"""A protocol, and what vocabularies declare, as documents that need no knowledge of the tool."""
