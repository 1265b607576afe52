"""Dose finding for people: tables, pages and drawings, and the same as JSON types."""
