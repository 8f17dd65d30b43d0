#!/bin/sh
# A database for several processes or machines, once, as the user postgres: postgresql.sh [NAME]
# The server keeps no statement with what it was about, and no more old pages than it needs.
set -eu
name=${1:-questions}
createuser "$name"
createdb --owner "$name" "$name"
psql --quiet --set ON_ERROR_STOP=1 --dbname postgres <<END
ALTER DATABASE "$name" SET log_min_error_statement = panic;
ALTER DATABASE "$name" SET log_parameter_max_length_on_error = 0;
ALTER DATABASE "$name" SET log_min_duration_statement = -1;
ALTER DATABASE "$name" SET log_statement = none;
ALTER SYSTEM SET wal_keep_size = 0;
SELECT pg_reload_conf();
END
