"""From bytes to records: strict YAML with positions, letter files, a whole registry, and what the cache has kept of it."""
