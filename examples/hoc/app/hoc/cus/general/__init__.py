"""What all domains share: the runtime, the clock, the ledger."""
