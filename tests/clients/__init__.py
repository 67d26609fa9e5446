"""GraphQL clients of the web at the real server: what their normalising caches show."""
