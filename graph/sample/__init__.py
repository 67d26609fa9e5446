"""A believable made-up company as a bundle, the same bytes for the same settings.

What is planted in it on purpose is written down as its truth; nothing here reads the store.
"""
