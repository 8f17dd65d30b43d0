#!/bin/sh
# A copy of the classes while they run: backup-postgresql.sh NAME COPY. Copies older than a day are deleted.
# The way back: restore-postgresql.sh
set -eu
umask 077
name=$1 copy=$2
pg_dump --format custom --file "$copy.new" "$name"
mv "$copy.new" "$copy"
find "$(dirname "$copy")" -maxdepth 1 -name "$(basename "$copy")*" -mmin +1440 -delete
