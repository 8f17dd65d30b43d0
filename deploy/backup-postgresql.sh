#!/bin/sh
# A copy of the classes while they run: backup-postgresql.sh NAME COPY. Copies older than a day are deleted.
# Restore into an empty database: pg_restore --no-owner --dbname NAME COPY
set -eu
umask 077
name=$1 copy=$2
pg_dump --format custom --file "$copy.new" "$name"
mv "$copy.new" "$copy"
find "$(dirname "$copy")" -maxdepth 1 -name "$(basename "$copy")*" -mmin +1440 -delete
