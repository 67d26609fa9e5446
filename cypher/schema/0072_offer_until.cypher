// Offer nodes by until.
CREATE INDEX offer_until IF NOT EXISTS
FOR (n:Offer) ON (n.until);
