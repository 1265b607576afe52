"""What the tool says to people: sources and spans, diagnostics, the nearest spelling."""
