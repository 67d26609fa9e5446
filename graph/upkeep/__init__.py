"""What keeps a store fit: migrations, folded texts, its diagnosis, and what a server reads first.

Nobody below imports it; what an import or a mutation writes lies in their rooms.
"""
