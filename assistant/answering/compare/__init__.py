"""Comparisons: two Acts, two days or two municipalities side by side, each cell made of cited sentences."""
