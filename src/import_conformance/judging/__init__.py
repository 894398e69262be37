"""From a topology and a code base to a verdict: the one recipe for all entry points."""
