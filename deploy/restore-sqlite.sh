#!/bin/sh
# Put a copy in the place of the database: restore-sqlite.sh COPY DATABASE. Stop the server first, start it after.
set -eu
umask 077
copy=$1 database=$2
[ "$(sqlite3 "$copy" 'PRAGMA integrity_check')" = ok ]
cp "$copy" "$database.new"
rm -f "$database-wal" "$database-shm"
mv "$database.new" "$database"
