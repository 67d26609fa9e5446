// The server's own settings of these names, as they are in force.
:param names => ['server.memory.pagecache.size', 'db.transaction.timeout']
SHOW SETTINGS
YIELD name, value
WHERE name IN $names
RETURN
  name AS name,
  value AS value
ORDER BY name;
