"""Dose finding by the interval designs: tables, the next decision, the final choice, how a design fares."""
