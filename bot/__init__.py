"""Wegweiser: the messenger signpost of the Integration Centre of Esslingen am Neckar."""
