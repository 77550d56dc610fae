"""Changes of a registry's text that leave every other byte alone, and the three-way merge."""
