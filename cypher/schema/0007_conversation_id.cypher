// No two Conversation nodes share a id.
CREATE CONSTRAINT conversation_id IF NOT EXISTS
FOR (n:Conversation) REQUIRE n.id IS UNIQUE;
