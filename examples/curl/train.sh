#!/bin/sh
# Reports a training with curl alone: any program that can start a process can do the same.
#
#   CNNPROV_URL=http://127.0.0.1:22000 sh examples/curl/train.sh [EPOCHS]
#
# Each event gets the next number of this producer. Sent again, it is stored once, so a request
# that fails is simply repeated. With CNNPROV_TOKEN a token goes along.
set -eu

url=${CNNPROV_URL:-http://127.0.0.1:22000}
epochs=${1:-5}
case $epochs in
  '' | *[!0-9]*)
    echo "expected a number of epochs, came '$epochs'" >&2
    exit 2
    ;;
esac
dataflow=by-curl
producer=$(cat /proc/sys/kernel/random/uuid 2>/dev/null || uuidgen)
execution="$dataflow-$(date -u +%Y%m%dT%H%M%SZ)-$(echo "$producer" | cut -c 1-8)"
next=0

now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

# report EVENT …: sends events, JSON objects without "at", until the server has stored them.
report() {
  first=$next
  body=$(mktemp)
  printf '{"producer":"%s","first":%d}\n' "$producer" "$first" > "$body"
  for event in "$@"; do
    printf '{"at":"%s",%s\n' "$(now)" "${event#\{}" >> "$body"
    next=$((next + 1))
  done
  tries=0
  until answer=$(curl -sS --fail-with-body --max-time 30 \
    ${CNNPROV_TOKEN:+-H "Authorization: Bearer $CNNPROV_TOKEN"} \
    -H 'Content-Type: application/x-ndjson' --data-binary "@$body" "$url/api/v1/batches"); do
    tries=$((tries + 1))
    if [ "$tries" -ge 5 ]; then
      echo "The server at $url did not store events $first to $((next - 1)): $answer" >&2
      break
    fi
    sleep "$tries"
  done
  rm -f "$body"
  case $answer in
    *'"rejected":[]'*) ;;
    *) echo "Refused: $answer" >&2 ;;
  esac
}

training='"transformation":"TrainingModel","task":"1"'

report \
  "{\"type\":\"dataflow_declared\",\"dataflow\":{\"tag\":\"$dataflow\",\"predefined\":true}}" \
  "{\"type\":\"execution_started\",\"dataflow\":\"$dataflow\",\"execution\":\"$execution\",\"heartbeat_seconds\":60}" \
  "{\"type\":\"task_begun\",$training}" \
  "{\"type\":\"elements\",$training,\"set\":\"iTrainingModel\",\"rows\":[{\"learning_rate\":0.5,\"num_epochs\":$epochs}]}"

# Whatever ends the script, the execution ends with it.
finish() {
  code=$?
  trap - EXIT INT TERM
  if [ "$code" -eq 0 ]; then
    report "{\"type\":\"task_ended\",$training,\"status\":\"FINISHED\"}" \
      '{"type":"execution_ended","status":"FINISHED"}'
  else
    report "{\"type\":\"execution_ended\",\"status\":\"FAILED\",\"error\":{\"type\":\"ExitCode\",\"message\":\"$code\"}}"
  fi
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The training itself: here the loss is halved in each epoch.
loss=1
epoch=1
while [ "$epoch" -le "$epochs" ]; do
  loss=$(awk "BEGIN { print $loss / 2 }")
  echo "epoch $epoch: loss $loss"
  report "{\"type\":\"elements\",$training,\"set\":\"oTrainingModel\",\"rows\":[{\"epoch\":$epoch,\"loss\":$loss}]}"
  epoch=$((epoch + 1))
done
