// The version of Graph Data Science, where the store has it.
RETURN gds.version() AS version;
