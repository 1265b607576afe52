"""Patient data in: text to typed records, masked as of a visit, projected onto the columns of a program."""
