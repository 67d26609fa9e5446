"""What can be read of each noun, who belongs to what and spoke where on any day, and which accounts are one person.

Nothing is measured here, and nothing is written but what follows from talk, and in `accounts/` from accounts.
"""
