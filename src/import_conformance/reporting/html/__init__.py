"""The architecture review as one HTML file that works without a network, a server or a framework."""
