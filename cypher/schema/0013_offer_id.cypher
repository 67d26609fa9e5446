// No two Offer nodes share a id.
CREATE CONSTRAINT offer_id IF NOT EXISTS
FOR (n:Offer) REQUIRE n.id IS UNIQUE;
