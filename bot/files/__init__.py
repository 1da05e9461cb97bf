"""From files to the objects of the core, with every mistake named."""
