// Need nodes by asked_at.
CREATE INDEX need_asked_at IF NOT EXISTS
FOR (n:Need) ON (n.asked_at);
