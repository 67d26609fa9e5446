"""Every way in: the FastAPI application, the GraphQL schema and the command line."""
