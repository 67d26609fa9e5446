"""Subscriptions over web sockets at `/graphql/ws`, by `graphql-transport-ws` and Strawberry's own handler.

From the wire up: `web_socket` (frames, pings, a peer that does not read), `messages` (JSON within limits),
`endpoint` (who may connect, and how many), `session` (one connection: who it is, and for how long),
`protocol_handler` (Strawberry's, with requests checked before), `event_streams` (from a request to its events).
"""
