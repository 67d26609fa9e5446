"""Who asks, or is told: API keys, bearer tokens of an issuer, hooks, roles and permissions.

Not what of the organisation they may see: which nodes, the statements decide; which numbers, `api.scopes`.
"""
