"""What can be read of each noun, and who belongs to what, and spoke where, on any day.

Nothing is measured here, and nothing is written but what follows from talk.
"""
