"""Everything printed or drawn: the self-evaluation as PDF, and the charts.

Pure functions: data and texts in, bytes out. Sentences come from the keyed message files, as data.
"""
