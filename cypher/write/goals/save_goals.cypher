// Saves goals, each replacing the one of the same id. One row a goal. A version that somebody has written meanwhile is passed by.
:param rows => [{id: 'acme/goal-1', title: 'Answers within a day', title_key: 'answers within a day', kind: 'key_result', description: 'So that nobody waits.', status: 'active', starts_on: '2026-01-01', due_on: '2026-03-31', metric_kind: 'reach', metric_unit: '%', metric_baseline: '1.5', metric_baseline_value: 1.5, metric_target: '3', metric_target_value: 3.0, metric_current: '2.25', metric_current_value: 2.25, tags: ['search'], synonyms: ['finding'], archived: false, predecessor: null, version: 1, by_title: 'answers within a day\u001facme/goal-1', by_due: '2026-03-31\u001facme/goal-1', content_hash: '8f14e45fceea167a'}, {id: 'acme/goal-2', title: 'Help finds who needs it', title_key: 'help finds who needs it', kind: 'objective', description: 'So that nobody waits.', status: 'active', starts_on: '2026-01-01', due_on: '2026-03-31', metric_kind: 'reach', metric_unit: '%', metric_baseline: '1.5', metric_baseline_value: 1.5, metric_target: '3', metric_target_value: 3.0, metric_current: '2.25', metric_current_value: 2.25, tags: ['search'], synonyms: ['finding'], archived: false, predecessor: 'acme/goal-1', version: 1, by_title: 'help finds who needs it\u001facme/goal-2', by_due: '2026-03-31\u001facme/goal-2', content_hash: '8f14e45fceea167a'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MERGE (g:Goal {id: row.id})
WITH
  g,
  row,
  stamp,
  CASE
    WHEN g.version >= row.version AND g.content_hash <> coalesce(row.content_hash, '') THEN g.version + 1
    WHEN g.version > row.version THEN g.version
    ELSE row.version
  END AS version
SET
  g.title = row.title,
  g.title_key = row.title_key,
  g.kind = row.kind,
  g.description = row.description,
  g.status = row.status,
  g.starts_on = date(row.starts_on),
  g.due_on = date(row.due_on),
  g.metric_kind = row.metric_kind,
  g.metric_unit = row.metric_unit,
  g.metric_baseline = row.metric_baseline,
  g.metric_baseline_value = row.metric_baseline_value,
  g.metric_target = row.metric_target,
  g.metric_target_value = row.metric_target_value,
  g.metric_current = row.metric_current,
  g.metric_current_value = row.metric_current_value,
  g.tags = row.tags,
  g.synonyms = row.synonyms,
  g.archived = row.archived,
  g.predecessor = row.predecessor,
  g.version = version,
  g.by_title = row.by_title,
  g.by_due = row.by_due,
  g.by_updated = stamp + g.id,
  g.content_hash = row.content_hash
RETURN count(*) AS saved;
