"""Webhooks: changes sent by POST to addresses outside, signed, one after the other, at least once.

From the wire up: `addresses` (where something may be sent), `signatures` (headers that show who sent it),
`attempts` (one request and what came of it), `messages` (a change as the hook's viewer may read it),
`hook_turn` (the changes of one hook, in order), `sender` (all hooks of a store, beside other senders).
Which hooks there are, and who has them, lies in `graph/identity/hooks.py`.
"""
