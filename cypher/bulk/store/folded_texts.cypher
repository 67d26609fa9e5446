// Everything that is found by a folded text: what kind of text it is, label, id, the text, what was folded of it, sort key.
CALL () {
  MATCH (p:Person)
  RETURN 'name' AS kind, 'Person' AS label, p.id AS id, p.name AS text, p.name_key AS key, p.by_name AS sort
  UNION ALL
  MATCH (g:Group)
  RETURN 'name' AS kind, 'Group' AS label, g.id AS id, g.name AS text, g.name_key AS key, g.by_name AS sort
  UNION ALL
  MATCH (o:Goal)
  RETURN 'title' AS kind, 'Goal' AS label, o.id AS id, o.title AS text, o.title_key AS key, o.by_title AS sort
  UNION ALL
  MATCH (c:Conversation)
  RETURN 'title' AS kind, 'Conversation' AS label, c.id AS id, c.title AS text, c.title_key AS key, c.by_title AS sort
  UNION ALL
  MATCH (n:Need)
  RETURN 'subject' AS kind, 'Need' AS label, n.id AS id, n.title AS text, n.title_key AS key, null AS sort
  UNION ALL
  MATCH (e:Experiment)
  RETURN 'subject' AS kind, 'Experiment' AS label, e.id AS id, e.title AS text, e.title_key AS key, null AS sort
  UNION ALL
  MATCH (f:Offer)
  RETURN 'what' AS kind, 'Offer' AS label, f.id AS id, f.what AS text, f.what_key AS key, null AS sort
  UNION ALL
  MATCH (u:Outcome)
  RETURN 'what' AS kind, 'Outcome' AS label, u.id AS id, u.what AS text, u.what_key AS key, null AS sort
}
RETURN
  kind AS kind,
  label AS label,
  id AS id,
  text AS text,
  key AS key,
  sort AS sort
ORDER BY kind, label, id;
