"""Sets of people that an asker puts together, and what may be shown of groups and sets.

The numbers themselves come from `network` and `goals`.
"""
