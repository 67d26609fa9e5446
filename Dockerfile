# The API: `docker compose up --build` makes it; the local engine inside is not used (NEO4J_URI is set).
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
ENV GOALGRAPH_AUTHENTICATION=keys

WORKDIR /app

COPY requirements/run.txt requirements/run.txt
RUN pip install --require-hashes --requirement requirements/run.txt

COPY pyproject.toml README.md LICENSE ./
COPY api api
COPY graph graph
COPY cypher cypher

# The package itself from this folder, with nothing fetched: what it needs is installed above.
RUN pip install --no-deps --no-build-isolation --no-index . \
    && useradd --uid 10001 --create-home --shell /usr/sbin/nologin goalgraph

USER goalgraph
WORKDIR /home/goalgraph
EXPOSE 8000
CMD ["goalgraph", "serve", "--host", "0.0.0.0"]
