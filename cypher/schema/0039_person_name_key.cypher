// Person nodes by what their name holds.
CREATE TEXT INDEX person_name_key IF NOT EXISTS
FOR (n:Person) ON (n.name_key);
