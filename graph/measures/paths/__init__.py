"""Shortest paths and distances, and how much work it is to walk a network.

What is measured along them lies in `centrality`.
"""
