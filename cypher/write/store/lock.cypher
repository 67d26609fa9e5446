// Takes the lock of this name until the transaction ends; a second taker waits.
:param name => 'goals'
MERGE (l:Lock {name: $name})
SET l.name = $name
RETURN l.name AS name;
