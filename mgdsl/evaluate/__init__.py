"""The readable referee: it decides a program for one patient and says why."""
