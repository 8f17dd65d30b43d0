#!/bin/sh
# Put a copy in the place of what the database holds, all or nothing: restore-postgresql.sh COPY NAME, as the user postgres.
# Stop the server first, start it after. What was deleted since the copy was made is there again: end it, or let it be purged.
set -eu
copy=$1 name=$2
pg_restore --clean --if-exists --no-owner --role "$name" --single-transaction --exit-on-error --dbname "$name" "$copy"
