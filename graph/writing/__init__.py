"""Writing through the API: rows as a bundle has them, saved at once, each with its own result.

The checks and statements are those of the import; who may do what is decided in policies here.
"""
