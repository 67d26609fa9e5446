// Goal nodes by what their title holds.
CREATE TEXT INDEX goal_title_key IF NOT EXISTS
FOR (n:Goal) ON (n.title_key);
