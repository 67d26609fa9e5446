// Analysis nodes by parameters_hash.
CREATE INDEX analysis_parameters_hash IF NOT EXISTS
FOR (n:Analysis) ON (n.parameters_hash);
