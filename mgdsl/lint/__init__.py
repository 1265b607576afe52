"""What a protocol that checks may still have wrong: rules over its text, its names and its meaning."""
