"""Tables that come from other programs: read with their places, bounded, nothing in them evaluated.

What the rows mean is judged by the engine; what happens to them is up to the services.
"""
