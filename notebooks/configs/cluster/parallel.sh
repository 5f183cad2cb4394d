#!/bin/bash
# Every block of an experiment with GNU parallel, two at once:
#   bash parallel.sh experiment.yaml runs/experiment 6
# It may be stopped at any time; the same command goes on. More machines that share the disk:
# parallel's --sshlogin.
set -euo pipefail
config=$1 folder=$2 blocks=$3
library=${LIBRARY:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)}
experiment=("${DENO:-deno}" run -A "$library/lib/configs/main.ts" experiment "$config" --out "$folder")
export SADDLE_THREADS=1 # of each process
seq "$blocks" | parallel --will-cite --jobs "${JOBS:-2}" "${experiment[@]@Q}" --block {}
"${experiment[@]}" --join
