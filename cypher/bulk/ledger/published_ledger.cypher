// The ledger as it was published last: its columns, what it was made from, whom it covers and where they belonged (packed), and how far it reaches. No row before the first.
MATCH (n:Ledger)
RETURN
  n.columns AS columns,
  n.talk AS talk,
  n.talk_key AS talk_key,
  n.covered AS covered,
  n.organisation AS organisation,
  n.cells AS cells,
  n.versions AS versions,
  n.code_version AS code_version,
  n.first_day AS first_day,
  n.last_day AS last_day,
  n.hash AS hash,
  n.built_at AS built_at
ORDER BY n.id;
