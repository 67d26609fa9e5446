"""Logs as JSON, one object a line on stderr: codes, ids and times, no names and no texts."""

from __future__ import annotations

import logging
import sys

import structlog

QUIET = logging.getLogger("goalgraph.connection")
"""Only errors of our own: what clients send wrongly would fill the log as they please."""
QUIET.setLevel(logging.ERROR)


def log_json(level: int = logging.INFO) -> None:
    """Log JSON from now on, of libraries from warnings on."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    renderer = structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(),
        ],
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
    )
    handler = logging.StreamHandler()
    handler.setFormatter(renderer)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
