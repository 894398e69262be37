"""The architecture review, computed: what is violated, what is missing, what to do first."""
