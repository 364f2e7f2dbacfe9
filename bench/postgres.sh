# A PostgreSQL of our own, for bash: never the system's. It listens on a socket in $room alone, is stopped at the end, and
# keeps its files in build/bench. Its settings are those of a machine that does nothing else, and nothing is written
# twice to survive a loss of power, as nothing is by its peers.
postgres_settings="shared_buffers = 4 GB, work_mem = 512 MB, maintenance_work_mem = 1 GB, fsync = off, unlogged tables"

postgres_as() { if ((EUID == 0)); then runuser -u postgres -- "$@"; else "$@"; fi; }

# start_postgres FOLDER: keeps its data there where it can; sets connection, and postmaster, its process.
start_postgres() {
  local data=$1 socket=$room/socket
  programs=$(find /usr/lib/postgresql -name initdb -printf '%h\n' | sort -V | tail -n 1)
  chmod 755 "$room"
  postgres_as test -x "$(dirname "$data")" || data=$room/postgres  # a home folder, which postgres may not enter
  mkdir -p "$socket" "$data"
  ((EUID != 0)) || chown postgres "$socket" "$data"
  if [[ ! -e $data/PG_VERSION ]]; then
    (cd / && postgres_as "$programs/initdb" -D "$data" -U bench --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync) \
      >"$room/said" 2>&1 ||
      { tail -n 5 "$room/said" >&2; fail "initdb could not make $data"; }
    cat >>"$data/postgresql.conf" <<END
listen_addresses = ''
shared_buffers = 4GB
work_mem = 512MB
maintenance_work_mem = 1GB
effective_cache_size = 12GB
random_page_cost = 1.1
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 8GB
autovacuum = off
jit = off
END
  fi
  (cd / && postgres_as "$programs/pg_ctl" start --wait --timeout=60 -D "$data" -l "$data/log" -o "-k $socket") \
    >"$room/said" 2>&1 ||
    { tail -n 5 "$room/said" "$data/log" >&2; fail "PostgreSQL did not start in $data"; }
  postmaster=$(head -n 1 "$data/postmaster.pid")
  at_end+=(stop_postgres)
  connection="host=$socket user=bench"
}

stop_postgres() {
  (cd / && postgres_as "$programs/pg_ctl" stop --mode=fast --wait -D "$(readlink "/proc/$postmaster/cwd")") >/dev/null
}

# postgres_cpu: seconds of processor that it took so far, those of ended connections among them.
postgres_cpu() {
  sleep 0.5  # the last one ends
  awk -v ticks="$(getconf CLK_TCK)" '{sub(/.*\) /, ""); print ($12 + $13 + $14 + $15) / ticks}' "/proc/$postmaster/stat"
}

# ask_postgres DATABASE ARGUMENT...: psql.
ask_postgres() { PGOPTIONS='-c client_min_messages=warning' psql -X -q -A -t -d "$connection dbname=${1}" "${@:2}"; }

# has_postgres DATABASE
has_postgres() { [[ $(ask_postgres postgres -c "SELECT 1 FROM pg_database WHERE datname = '$1'") == 1 ]]; }

# fill_postgres DATABASE EXPORTED: made anew.
fill_postgres() {
  ask_postgres postgres -c "DROP DATABASE IF EXISTS $1" -c "CREATE DATABASE $1"
  ask_postgres "$1" -f bench/postgres.sql <"$2/values.tsv"
  ask_postgres "$1" -c '\copy paragraphs (id, citation, authority, area, grade, framework, year, text) FROM pstdin' \
    <"$2/paragraphs.tsv"
  ask_postgres "$1" -c 'CREATE INDEX ON paragraphs USING gin (words)' -c 'VACUUM ANALYZE'
}
