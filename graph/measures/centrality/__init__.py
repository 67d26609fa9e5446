"""Who stands where in the network: degree, betweenness, closeness, eigenvector, PageRank, bridging.

Of one person each; of sets of people as one in `sets`.
"""
