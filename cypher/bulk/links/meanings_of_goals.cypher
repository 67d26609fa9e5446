// The goals whose meaning is kept, the model that made it, and the hash of model and text. One row a goal.
MATCH (g:Goal)
WHERE g.id > '' AND g.meaning IS NOT NULL
RETURN
  g.id AS id,
  g.meaning_model AS meaning_model,
  g.meaning_hash AS meaning_hash
ORDER BY id;
