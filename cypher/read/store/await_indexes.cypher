// Waits until every index is online, at most this many seconds.
:param seconds => 300
CALL db.awaitIndexes($seconds);
