"""What kinds of value there are, stage by stage; `graph/ledger/kinds.py` has them all by code."""
