#!/usr/bin/env bash
# Starts the built desk on another major of Node from npm and lets one complaint through it: `bash scripts/try-node.sh 24`.
set -euo pipefail
cd "$(dirname "$0")/.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
npm install --no-save --prefix "$place" --silent "node@$1"
node_bin=$(find "$place/node_modules" -path '*bin/node' -type f -perm -u+x | head -n 1)
"$node_bin" --version
"$node_bin" scripts/try-main-job.mjs
