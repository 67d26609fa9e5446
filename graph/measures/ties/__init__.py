"""From interactions to ties, a network of ties as immutable arrays, its parts, and groups of its people.

Nothing is measured here.
"""
