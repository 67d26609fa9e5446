"""Writing through the API: rows as a bundle has them, saved at once, each with its own result."""
