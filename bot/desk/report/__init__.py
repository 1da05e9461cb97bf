"""`report`: what the council reads. Counts become figures in which no small number can be found again.

`period` and `tally` say what is counted, `merging` hides small numbers, `sections` and `words` make tables
and sentences of it; `page`, `pdf` and `tables` print the same report in three ways.
"""
