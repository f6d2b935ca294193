# Frontdesk in a container: docs/deploy.md says how it is run. One stage builds, the other holds what runs and nothing else.

FROM python:3.11-slim-trixie AS build
WORKDIR /src
# requirements-meaning.lock: with the sentence transformer (README, "Near in meaning"), which makes the image 160 MB larger.
ARG LOCK=requirements.lock
COPY requirements.lock requirements-meaning.lock requirements-dev.lock ./
# Of the lock for development only setuptools, which builds the wheel, is installed, and with its hash.
RUN sed -n '/^setuptools==/,/[^\\]$/p' requirements-dev.lock > build.lock \
 && python -m venv /opt/frontdesk \
 && /opt/frontdesk/bin/pip install --no-cache-dir --no-deps --require-hashes -r "$LOCK" -r build.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot/ bot/
COPY handlers/ handlers/
COPY workflows/ workflows/
COPY storage/ storage/
RUN /opt/frontdesk/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
 && /opt/frontdesk/bin/pip uninstall --yes setuptools pip

FROM python:3.11-slim-trixie
# `frontdesk backup` on PostgreSQL calls pg_dump, which may not be older than the server: compose.yaml has 17 as well.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends postgresql-client-17 \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 frontdesk \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/frontdesk --shell /usr/sbin/nologin frontdesk \
 && install --directory --owner=frontdesk --group=frontdesk --mode=0700 /var/lib/frontdesk /var/backups/frontdesk
COPY --from=build /opt/frontdesk /opt/frontdesk
ENV PATH=/opt/frontdesk/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////var/lib/frontdesk/frontdesk.db \
    FRONTDESK_HOST=0.0.0.0 \
    FRONTDESK_LOG_FORMAT=json
USER 10001:10001
WORKDIR /var/lib/frontdesk
# The rest of the file system may be read-only; /tmp has to be writable.
VOLUME ["/var/lib/frontdesk", "/var/backups/frontdesk"]
EXPOSE 3000
# That the process runs, not that Slack answers (/readyz): starting again does not help against a Slack that is away.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["python", "-c", "import http.client, os, sys; c = http.client.HTTPConnection('127.0.0.1', int(os.environ.get('FRONTDESK_PORT') or 3000), timeout=4); c.request('GET', '/healthz'); sys.exit(c.getresponse().status != 200)"]
ENTRYPOINT ["frontdesk"]
CMD ["serve"]
