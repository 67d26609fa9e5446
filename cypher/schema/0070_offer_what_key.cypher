// Offer nodes by what their what holds.
CREATE TEXT INDEX offer_what_key IF NOT EXISTS
FOR (n:Offer) ON (n.what_key);
