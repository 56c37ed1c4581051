"""What pictures are optimised for, and what they are judged by."""
