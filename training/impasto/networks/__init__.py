"""The networks: those that ship, their teachers, and their files."""
