"""Strategies that several law tests share."""
