"""Highlighting: one table of rules from the words of the language, for Pygments and TextMate."""
