// Every index of the store, those of constraints too: its name, its state, and how much of it is built.
SHOW INDEXES
YIELD name, state, populationPercent
RETURN
  name AS name,
  state AS state,
  populationPercent AS percent
ORDER BY name;
