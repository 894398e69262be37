"""The suite that `pytest conformance/` runs: one test for each law of topology.yaml and each subject.

Each module takes a whole group of laws by a star, so that kinds of law that a later version knows are tested, too.
"""
