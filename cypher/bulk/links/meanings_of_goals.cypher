// The goals whose meaning is kept, and the hash of what it was made of: model and text. One row a goal.
MATCH (g:Goal)
WHERE g.id > '' AND g.meaning_hash IS NOT NULL
RETURN
  g.id AS id,
  g.meaning_hash AS meaning_hash
ORDER BY id;
