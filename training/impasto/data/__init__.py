"""Pictures for training and judging."""
