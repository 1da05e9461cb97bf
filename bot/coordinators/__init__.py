"""What coordinators do on the phone: figures, gaps, the recheck list, closing an office, hints."""
