"""What decides: pure functions of what they are given, without clock, disk or network."""
