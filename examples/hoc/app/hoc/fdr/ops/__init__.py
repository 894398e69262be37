"""Operations, seen by the founders."""
