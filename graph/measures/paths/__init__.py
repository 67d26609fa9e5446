"""Shortest paths and distances from one person or from many at once, and how much work that is.

What is measured along them lies in `centrality`.
"""
