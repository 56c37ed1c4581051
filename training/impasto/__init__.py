"""Impasto's training package: data, networks, teachers, losses, runs, evaluation and export."""
