"""Dose finding by the interval designs: tables, the next dose, the selection, operating characteristics."""
