"""From talk to ties: acts between people, stored cells, and the columns that questions are answered from.

Nothing is measured here.
"""
