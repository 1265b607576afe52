"""Mutation testing: small changes to the code that settles meaning, each of which some test should notice."""
