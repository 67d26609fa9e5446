// Everybody as the value ledger takes them: a program or not, second of joining and of leaving, level in the formal order.
MATCH (p:Person)
RETURN
  p.id AS id,
  coalesce(p.bot, false) AS bot,
  p.joined_at.epochSeconds AS joined,
  p.left_at.epochSeconds AS gone,
  p.level AS level
ORDER BY id;
