// Need nodes by solved_at.
CREATE INDEX need_solved_at IF NOT EXISTS
FOR (n:Need) ON (n.solved_at);
