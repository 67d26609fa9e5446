// Everybody with what decides whether measures cover them: bot or not, second of joining and of leaving.
MATCH (p:Person)
RETURN
  p.id AS id,
  coalesce(p.bot, false) AS bot,
  p.joined_at.epochSeconds AS joined,
  p.left_at.epochSeconds AS gone
ORDER BY id;
