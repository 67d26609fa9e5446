"""Who stands between others: Gould and Fernandez' roles, what chance gives, structural holes.

Ways between people lie in `paths`.
"""
