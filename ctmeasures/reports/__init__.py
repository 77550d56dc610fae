"""What is asked of a registry: each report takes a registry and returns values, which `render` draws."""
