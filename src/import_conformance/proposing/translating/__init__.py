"""Other tools' configurations, translated to a topology."""
