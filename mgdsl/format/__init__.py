"""One canonical layout for a file that parses; what it says and every comment stay."""
