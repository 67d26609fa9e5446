"""Sets of people measured as if each were one person.

Means over members need no code here.
"""
