"""What several rules share: their case, and how they make findings."""
