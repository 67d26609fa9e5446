// Need nodes by what their title holds.
CREATE TEXT INDEX need_title_key IF NOT EXISTS
FOR (n:Need) ON (n.title_key);
