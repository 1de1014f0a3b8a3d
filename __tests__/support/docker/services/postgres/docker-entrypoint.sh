#!/bin/sh
# Makes a database in an empty folder, with POSTGRES_USER, POSTGRES_PASSWORD or POSTGRES_PASSWORD_FILE, and POSTGRES_DB, runs
# the scripts, and starts the server. The first server listens on a Unix socket only.
set -eu

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  user=${POSTGRES_USER:-postgres}
  password=$(mktemp)
  if [ -n "${POSTGRES_PASSWORD_FILE:-}" ]; then cat "$POSTGRES_PASSWORD_FILE" > "$password"; else
    echo "${POSTGRES_PASSWORD:?is not set}" > "$password"
  fi
  initdb --username "$user" --pwfile "$password" --auth-local trust --auth-host scram-sha-256 --encoding UTF8 > /dev/null
  rm "$password"
  echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
  pg_ctl start --silent --wait --options "-c listen_addresses= -k /tmp"
  database=${POSTGRES_DB:-$user}
  [ "$database" = postgres ] || createdb --host /tmp --username "$user" "$database"
  for script in /docker-entrypoint-initdb.d/*.sql; do
    [ -e "$script" ] || continue
    psql --host /tmp --username "$user" --dbname "$database" --set ON_ERROR_STOP=1 --quiet --file "$script"
  done
  pg_ctl stop --silent --wait --mode fast
fi

exec "$@" -c "listen_addresses=*" -k /tmp
