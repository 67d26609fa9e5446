// Offer nodes in the order of their last change.
CREATE INDEX offer_by_updated IF NOT EXISTS
FOR (n:Offer) ON (n.by_updated);
