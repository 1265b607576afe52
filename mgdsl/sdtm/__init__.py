"""From SDTM domains to patient records, by a mapping that stands beside the protocol."""
