"""What runs cost, and what will go wrong next."""
