# Báo Nói without an installation:
#   docker build -t baonoi .
#   docker run --rm -v "$PWD/output:/output" -v "$PWD/bai-bao.txt:/in/bai-bao.txt:ro" baonoi read /in/bai-bao.txt
# Recordings come to /output, what is kept to /cache; /output on the host must be writable for user 10001,
# or name your own: --user "$(id -u)".

FROM python:3.13-slim AS build
ARG EXTRAS=documents,formats
WORKDIR /src
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY src ./src
RUN python -m venv /opt/baonoi \
 && /opt/baonoi/bin/pip install --no-cache-dir ".[$EXTRAS]"

FROM python:3.13-slim
COPY --from=build /opt/baonoi /opt/baonoi
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin baonoi \
 && mkdir /output /cache \
 && chown baonoi /output /cache \
 && chmod 1777 /cache
ENV PATH=/opt/baonoi/bin:$PATH \
    BAONOI_DIRECTORY=/output \
    BAONOI_CACHE=/cache \
    BAONOI_VOICES=/cache/voices \
    BAONOI_CONFIG=/cache/config.toml \
    PYTHONUNBUFFERED=1
WORKDIR /output
USER 10001
VOLUME ["/output"]
ENTRYPOINT ["baonoi"]
CMD ["--help"]
