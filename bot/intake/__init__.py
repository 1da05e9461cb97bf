"""How updates come in."""
