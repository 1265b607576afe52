"""Cases written beside the criteria: each becomes a patient record, is evaluated, and held to `expect`."""
