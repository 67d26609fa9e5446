// The procedure that lists projections, where the store has Graph Data Science; no row where it has not.
SHOW PROCEDURES
YIELD name
WHERE name = 'gds.graph.list'
RETURN name AS name;
