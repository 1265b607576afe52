"""The command line. One file a command; each imports what it needs when it runs."""
