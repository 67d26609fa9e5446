// Offer nodes in the order of time of offering.
CREATE INDEX offer_by_at IF NOT EXISTS
FOR (n:Offer) ON (n.by_at);
