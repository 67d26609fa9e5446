// When the oldest of all open transactions began that may still write, this one among them.
SHOW TRANSACTIONS
YIELD startTime, metaData
WHERE metaData.reads IS NULL
RETURN min(datetime(startTime)) AS oldest;
