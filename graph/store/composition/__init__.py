"""Many statements of `cypher/read` composed to one: what is selected of rows, and of what hangs below them."""
