// Conversation nodes by what their title holds.
CREATE TEXT INDEX conversation_title_key IF NOT EXISTS
FOR (n:Conversation) ON (n.title_key);
