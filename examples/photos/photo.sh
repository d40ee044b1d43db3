#!/bin/sh
# Photos over HTTP, with curl 7.76 or newer and jq.
#
#   PHOTO_API=http://127.0.0.1:8085 ./photo.sh add team.jpg                        prints photo:7h3k9m2p4q8r5t6v, for image fields
#   PHOTO_API=http://127.0.0.1:8085 ./photo.sh add team.jpg '{"blur": "faces"}'    with edits, as docs/12-photos.md has them
#   PHOTO_API=http://127.0.0.1:8085 ./photo.sh detect team.jpg found.jpg           what is in it, and the picture with frames
#
# PHOTO_API is the address that `npm start` prints, or the output PhotoApiUrl of the stack. There, calls are signed: set
# AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, for a role, AWS_SESSION_TOKEN of somebody with the rights that docs/12-photos.md names.
set -eu

api() {
  address=${PHOTO_API%/}$1
  shift
  # Too many calls at once are answered 429 with retry-after, which curl waits for.
  set -- -sS --fail-with-body --retry 5 "$address" "$@"
  case $PHOTO_API in
  https:*)
    # By standard input: arguments of a program can be seen by everybody on the machine.
    printf 'aws-sigv4 = "aws:amz:%s:lambda"\nuser = "%s:%s"\n%s\n' "${AWS_REGION:-us-east-1}" "$AWS_ACCESS_KEY_ID" \
      "$AWS_SECRET_ACCESS_KEY" "${AWS_SESSION_TOKEN:+header = \"x-amz-security-token: $AWS_SESSION_TOKEN\"}" | curl -K - "$@"
    ;;
  *) curl "$@" ;;
  esac
}

# The JSON that the API answers; what it refuses is said.
ask() {
  answer=$(api "$@") || {
    printf '%s\n' "$answer" >&2
    exit 1
  }
  printf '%s\n' "$answer"
}

# Posts the form that POST /uploads gives, with the file as its last field; then waits for the photo.
add() {
  new=$(jq -n --arg name "$(basename -- "$1")" --argjson edits "${2:-null}" '{ name: $name } + if $edits then { edits: $edits } else {} end')
  sent=$(ask /uploads -H 'content-type: application/json' --data-binary "$new")
  upload=$(printf '%s\n' "$sent" | jq -r .upload)
  # In quotes, because curl takes a comma or a semicolon for an end of the file's name.
  file=$(printf '%s\n' "$1" | sed 's/[\\"]/\\&/g')
  printf '%s\n' "$sent" | jq -r '.fields | to_entries[] | "form-string = " + ("\(.key)=\(.value)" | tojson)' |
    curl -sS --fail-with-body -K - -F "file=@\"$file\";filename=photo" "$(printf '%s\n' "$sent" | jq -r .url)" >&2
  while :; do
    standing=$(ask "/uploads/$upload")
    case $(printf '%s\n' "$standing" | jq -r .status) in
    ready) break ;;
    waiting | working) sleep 1 ;;
    *)
      printf '%s\n' "$standing" | jq -r '"\(.status): \(.message // "a person has to look at it, see GET /reviews")"' >&2
      exit 1
      ;;
    esac
  done
  printf '%s\n' "$standing" | jq -r '"photo:\(.photo)"'
}

# What is in a picture, as JSON; and the picture with frames in a file, if one is named.
detect() {
  found=$(ask /detect -H 'content-type: application/octet-stream' --data-binary "@$1")
  printf '%s\n' "$found" | jq .
  [ $# -lt 2 ] || api /detect -H 'content-type: application/octet-stream' -H 'accept: image/jpeg' --data-binary "@$1" -o "$2"
}

case ${1:-}:$# in
add:[23] | detect:[23]) "$@" ;;
*)
  printf 'Usage: %s add FILE [EDITS] | detect FILE [PICTURE]\n' "$0" >&2
  exit 2
  ;;
esac
