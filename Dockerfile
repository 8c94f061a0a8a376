# Odoo 19 with this suite, for production; see docs/deploy.md.
FROM odoo:19.0

USER root
COPY requirements.txt /tmp/requirements.txt
RUN pip3 install --no-cache-dir --break-system-packages -r /tmp/requirements.txt \
    && rm /tmp/requirements.txt
COPY --chown=root:root addons /mnt/extra-addons
USER odoo

HEALTHCHECK --interval=30s --timeout=10s --start-period=120s \
    CMD curl --fail --silent http://127.0.0.1:8069/web/health || exit 1
