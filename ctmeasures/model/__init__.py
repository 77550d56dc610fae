"""What a registry says: frozen, typed records and what can be derived from them. No input or output."""
