"""For the coordinator and the volunteers: one file for each command."""
