"""A believable made-up company as a bundle, the same bytes for the same settings."""
