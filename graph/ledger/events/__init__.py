"""Events of value, stage by stage: from facts of talk and of the market of help to rows of credits; no store, no clock."""
