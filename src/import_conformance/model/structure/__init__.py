"""The parts of a code base and the dependencies between them."""
