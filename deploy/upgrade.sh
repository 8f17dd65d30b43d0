#!/bin/sh
# Another version beside the old one, checked before anybody sees it: upgrade.sh WHEEL [REQUIREMENTS]
# Back again: the same with the wheel of before. Classes that run go on; phones send again what met the restart.
# A new version brings the tables up to date at its first use, and an older one refuses them: keep a copy for a way back.
set -eu
wheel=$1 requirements=${2:-}
home=${QUESTIONS_HOME:-/opt/questions}
new=$home/venv-$(date +%Y%m%d-%H%M%S)
python3 -m venv "$new"
if [ -n "$requirements" ]; then
  "$new/bin/pip" install --quiet --require-hashes -r "$requirements"
  "$new/bin/pip" install --quiet --no-deps "$wheel"
else
  "$new/bin/pip" install --quiet "$wheel"
fi
"$new/bin/evaluator" check
ln -sfn "$new" "$home/venv.new"
mv -T "$home/venv.new" "$home/venv"
${QUESTIONS_RESTART:-systemctl restart questions}
