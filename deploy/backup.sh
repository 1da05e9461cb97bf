#!/bin/sh
# backup.sh FOLDER NUMBER: make one more backup in the folder; only the newest NUMBER stay, and only if it was made.
set -eu
folder=$(realpath "$1") number=$2
cd "$(dirname "$0")/.."
umask 077
.venv/bin/python run_bot.py backup "$folder/wegweiser-$(date -u +%Y-%m-%dT%H%M%SZ).jsonl.gz"
find "$folder" -maxdepth 1 -name '.wegweiser-*' -mtime +0 -delete # what a power cut left of one
find "$folder" -maxdepth 1 -name 'wegweiser-*.jsonl.gz' | sort -r | tail -n "+$((number + 1))" | xargs -r rm --
