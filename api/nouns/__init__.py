"""The nouns of the organisation as GraphQL types: people, groups, goals, talk, the market of help.

Measures that every scope has lie in `scopes`; how types are made lies in `types`.
"""
