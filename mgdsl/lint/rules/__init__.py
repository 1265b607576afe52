"""The rules, one a file. A rule is named after its file; its first line of documentation is its summary."""
