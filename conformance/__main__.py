"""`python -m conformance`, the same as the command `conformance`."""

from conformance.start import command

command()
