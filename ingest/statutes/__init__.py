"""Statutes as their publisher gives them: read, dated by section, kept up to date."""
