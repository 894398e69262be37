"""`make bench`: this tool and its peers on the same files by the same laws; writes the figures of docs/performance.md.

Not part of the wheel. Whole processes are measured, in turns (A B C, A B C, ...), so that whatever else the machine
does meets all of them alike; and only after all tools have been seen to find the same.
"""
