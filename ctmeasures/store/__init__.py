"""How a registry is kept: strict YAML with positions, letter files, finding the files."""
