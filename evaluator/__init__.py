"""Four Questions: judge any platform with four questions, and see why each number is what it is.

Owns the version. Imports nothing, so that asking for the version stays free.
"""

__version__ = "0.1.0"
