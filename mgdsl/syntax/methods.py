"""What is said of a method of escalation that is not offered."""

METHODS_TOLD = "Keyboard, mTPI-2 and BOIN"
OTHER_RULES = (
    "Each compares what is observed with a target rate. A 3+3 has none, and other methods compare otherwise: "
    "a table of one would not be the protocol's."
)
INSTEAD = (
    "leave the block out and keep its rules as a comment, `# …`; it changes no verdict. Write "
    "`method: Keyboard` only where the protocol says so"
)
