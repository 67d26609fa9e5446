// How many goals there are, archived ones included.
MATCH (g:Goal)
RETURN count(g) AS goals;
