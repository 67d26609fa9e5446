"""From interactions to ties, and a network of ties as immutable arrays.

Nothing is measured here.
"""
