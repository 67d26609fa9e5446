"""How the network holds together: circles, cores, communities, hierarchy, and who it hangs on.

Ties against groups lie in `mixing`.
"""
