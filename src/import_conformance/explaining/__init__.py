"""Questions about the law, answered as values, by the same case and the same permission that the rules use."""
