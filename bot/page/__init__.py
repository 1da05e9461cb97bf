"""The desk: a web page on this machine only, for the coordinator, in German."""
