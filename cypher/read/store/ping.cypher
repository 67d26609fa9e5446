// One row, where the store answers.
RETURN 1 AS alive
LIMIT 1;
