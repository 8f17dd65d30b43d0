"""What other programs read: the shapes of the data, the content in them, and the document that describes both.

The keys are stable: within /api/v1 one may be added, none is renamed or removed.
"""
