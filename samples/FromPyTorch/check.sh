#!/usr/bin/env bash
# Runs the sample, and where a Python with PyTorch is installed loads its result there. Needs a Release build.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
dotnet run -c Release --no-build --project "$here" -- "$out"
for python in python3 /usr/bin/python3; do
    if "$python" -c 'import torch, numpy' 2> /dev/null; then
        PYTHONDONTWRITEBYTECODE=1 "$python" "$here/back.py" "$out"
        exit
    fi
done
echo "No PyTorch here: back.py was not run."
