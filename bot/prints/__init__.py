"""Files people take along: the calendar entry and the card as a picture, made in a process of its own."""
