// Person nodes by bot, so that programs are counted without reading everybody.
CREATE INDEX person_bot IF NOT EXISTS
FOR (n:Person) ON (n.bot);
