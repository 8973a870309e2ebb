# Images of the project, one target each: service (the default), dashboard, tracking (MLflow's server).
#   docker build --target service --tag creditworthy-service .
# Every dependency is locked with its hash; nothing runs as root; nothing is written outside /tmp and /journal, so that the
# root can be mounted read-only. The scorers are no part of an image: mount the store at /models, and what must outlive a
# container at /journal.
ARG PYTHON=3.13

FROM python:${PYTHON}-slim AS base
# Not pinned: Debian's archive keeps only the newest build of a version, so a pinned one stops being there some day.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libgomp1 \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 creditworthy \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin creditworthy
ENV HOME=/tmp \
    PATH=/opt/creditworthy/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
# Empty: a creditworthy.toml mounted here is read.
WORKDIR /etc/creditworthy

FROM python:${PYTHON}-slim AS wheel
WORKDIR /source
COPY requirements/build.txt .
RUN pip install --no-cache-dir --only-binary=:all: --require-hashes --requirement build.txt
COPY LICENSE README.md pyproject.toml ./
COPY src src
RUN pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /wheel .

# The environments have no pip of their own: the one of the base image fills them.
FROM base AS dashboard-environment
COPY requirements/dashboard.txt requirements.txt
RUN python -m venv --without-pip /opt/creditworthy \
 && pip --python /opt/creditworthy install --no-cache-dir --only-binary=:all: --require-hashes --requirement requirements.txt
COPY --from=wheel /wheel /wheel
RUN pip --python /opt/creditworthy install --no-cache-dir --no-index --no-deps /wheel/*.whl

FROM base AS dashboard
COPY --from=dashboard-environment /opt/creditworthy /opt/creditworthy
USER 10001:10001
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "from http.client import HTTPConnection as C; c = C('127.0.0.1', 8501, timeout=4); c.request('GET', '/_stcore/health'); raise SystemExit(c.getresponse().status != 200)"]
CMD ["creditworthy", "dashboard", "--host", "0.0.0.0", "--port", "8501", "--service", "http://service:8000"]

FROM base AS tracking-environment
COPY requirements/tracking.txt requirements.txt
RUN python -m venv --without-pip /opt/creditworthy \
 && pip --python /opt/creditworthy install --no-cache-dir --only-binary=:all: --require-hashes --requirement requirements.txt

# MLflow's server with the driver of PostgreSQL; its settings are in compose.yaml.
FROM base AS tracking
COPY --from=tracking-environment /opt/creditworthy /opt/creditworthy
# A volume mounted here takes this owner over.
RUN install --directory --owner=10001 --group=10001 /artifacts
ENV MLFLOW_DISABLE_TELEMETRY=true
USER 10001:10001
EXPOSE 5000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "from http.client import HTTPConnection as C; c = C('127.0.0.1', 5000, timeout=4); c.request('GET', '/health'); raise SystemExit(c.getresponse().status != 200)"]
CMD ["mlflow", "server", "--host", "0.0.0.0", "--port", "5000"]

FROM base AS service-environment
COPY requirements/serve.txt requirements.txt
RUN python -m venv --without-pip /opt/creditworthy \
 && pip --python /opt/creditworthy install --no-cache-dir --only-binary=:all: --require-hashes --requirement requirements.txt
COPY --from=wheel /wheel /wheel
RUN pip --python /opt/creditworthy install --no-cache-dir --no-index --no-deps /wheel/*.whl

# Last, because a builder that knows no targets (Render's) builds the last one.
FROM base AS service
COPY --from=service-environment /opt/creditworthy /opt/creditworthy
# A volume mounted here takes this owner over.
RUN install --directory --owner=10001 --group=10001 --mode=700 /journal
ENV CREDITWORTHY_HOST=0.0.0.0 \
    CREDITWORTHY_PORT=8000 \
    CREDITWORTHY_STORE=/models \
    CREDITWORTHY_JOURNAL=sqlite:////journal/journal.db \
    CREDITWORTHY_JOURNAL_KEY=/journal/journal.key \
    CREDITWORTHY_ANCHORS=/journal/anchors.jsonl
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import os; from http.client import HTTPConnection as C; c = C('127.0.0.1', int(os.environ['CREDITWORTHY_PORT']), timeout=4); c.request('GET', '/health/ready'); raise SystemExit(c.getresponse().status != 200)"]
CMD ["creditworthy", "serve"]
