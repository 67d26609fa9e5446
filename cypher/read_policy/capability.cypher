// Everybody, where somebody can do it; else who may read a need that asks for it, or an offer of it.
EXISTS { (n)<-[:CAN]-() }
OR EXISTS {
  MATCH (n)<-[:REQUIRES]-(asking:Need)
  WHERE true // +policy asking:Need
}
OR EXISTS {
  MATCH (n)<-[:PROVIDES]-(offering:Offer)
  WHERE true // +policy offering:Offer
}
