#!/bin/sh
# A copy of the classes while they run: backup-sqlite.sh DATABASE COPY. Only where the rules of the house want one:
# what is deleted must not live on in copies, so copies older than a day in the same folder are deleted here.
set -eu
umask 077
database=$1 copy=$2
sqlite3 "$database" ".timeout 5000" ".backup '$copy.new'"
[ "$(sqlite3 "$copy.new" 'PRAGMA integrity_check')" = ok ]
mv "$copy.new" "$copy"
find "$(dirname "$copy")" -maxdepth 1 -name "$(basename "$copy")*" -mmin +1440 -delete
