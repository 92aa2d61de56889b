"""The nouns of Koto as frozen dataclasses. Imports nothing of ours but itself."""
