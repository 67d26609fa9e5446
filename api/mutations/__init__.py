"""The verbs of the API: one module for each noun that they change."""
