// Offer nodes by at.
CREATE INDEX offer_at IF NOT EXISTS
FOR (n:Offer) ON (n.at);
