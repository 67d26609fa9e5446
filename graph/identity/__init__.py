"""Who asks and what their role lets them do: API keys, bearer tokens of an issuer, roles and permissions.

Not what of the organisation they may see: which nodes, the statements decide; which numbers, `api.scopes`.
"""
