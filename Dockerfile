FROM python:3.11-slim

# The process that serves has an account of its own and may write below /data only.
RUN useradd --create-home --uid 10001 maguide \
    && install --directory --owner=maguide --group=maguide /data /data/media /data/uploads

WORKDIR /app

COPY requirements.lock ./
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock

COPY . ./

ENV PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=maguide.settings.production \
    DATA_DIR=/data \
    MEDIA_ROOT=/data/media \
    STATIC_ROOT=/app/staticfiles \
    WEB_CONCURRENCY=2

# Production settings refuse to load without these four. The values hold for this one step and open nothing:
# collecting static files needs neither a database nor a secret. They are not kept in the image's environment.
RUN SECRET_KEY=only-for-collecting-static-files-0123456789-abcdefghijklm \
    DATABASE_URL=postgres://build:build@localhost/build \
    ALLOWED_HOSTS=build.invalid \
    SITE_ADDRESS=https://build.invalid \
    python manage.py collectstatic --noinput

USER maguide
VOLUME /data/media
EXPOSE 8000

# /healthz answers as soon as the process is alive; the host name must be one the site accepts.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-c", "\
import http.client, os, sys; \
host = os.environ['ALLOWED_HOSTS'].split(',')[0].strip().lstrip('.'); \
site = http.client.HTTPConnection('127.0.0.1', 8000, timeout=4); \
site.request('GET', '/healthz', headers={'Host': host}); \
sys.exit(site.getresponse().status != 200)"]

CMD ["gunicorn", "maguide.wsgi", "--bind", "0.0.0.0:8000", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-"]
