#!/usr/bin/env bash
# Starts a real S3 server, Ceph's, on this machine's loopback, for the suite that our own server has to pass as well.
#   apt-get install --no-install-recommends radosgw ceph-mon ceph-osd ceph-common
#   eval "$(tests/support/start-radosgw.sh)" && npm run -s jest -- --runInBand tests/local/s3 tests/local/stack/stack
#   tests/support/start-radosgw.sh stop
# Between the two, for tests of a server that goes away: `stop-gateway` (or `stop-gateway KILL`) and `start-gateway`.
# Everything lives in one directory of temporary files and in memory; nothing is left after `stop`.
set -Eeuo pipefail

directory=${TMPDIR:-/tmp}/edgecard-radosgw
monitor_port=${EDGECARD_RADOSGW_MONITOR_PORT:-16790}
port=${EDGECARD_RADOSGW_PORT:-17481}
export CEPH_CONF=$directory/ceph.conf

# Whether the process is still the one that wrote its pid file. A process that has ended has no command line.
runs() {
  tr '\0' ' ' <"/proc/$1/cmdline" 2>/dev/null | grep -qF "$CEPH_CONF"
}

stop_daemon() {
  local file=$directory/run/$1.pid signal=${2:-TERM} pid
  [[ -e $file ]] || return 0
  pid=$(<"$file")
  if runs "$pid"; then kill -s "$signal" "$pid"; fi
  for _ in $(seq 100); do
    runs "$pid" || return 0
    sleep 0.1
  done
}

stop() {
  local name
  # The monitor last: the others take their leave of it.
  for name in client.rgw osd.0 mon.a; do stop_daemon "$name"; done
  rm -rf "$directory"
}

start_gateway() {
  radosgw -c "$CEPH_CONF" -n client.rgw
  for _ in $(seq 300); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then return; fi
    sleep 0.1
  done
  printf 'radosgw does not answer on port %s.\n' "$port" >&2
  return 1
}

# Now and then the monitor is asked before it is ready: it does not know its commands yet (EPERM), or its fsid ("wrong fsid").
again() {
  for _ in $(seq 10); do
    if "$@"; then return; fi
    sleep 0.5
  done
  return 1
}

write_configuration() {
  cat >"$CEPH_CONF" <<CONFIGURATION
[global]
fsid = $1
# One of everything, on loopback, without passwords between the parts.
mon initial members = a
mon host = [v1:127.0.0.1:$monitor_port]
ms bind msgr2 = false
public network = 127.0.0.0/8
auth cluster required = none
auth service required = none
auth client required = none
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
run dir = $directory/run
log file = $directory/log/\$name.log
admin socket = $directory/run/\$name.asok
pid file = $directory/run/\$name.pid
[mon.a]
host = localhost
mon data = $directory/mon
mon addr = 127.0.0.1:$monitor_port
[osd.0]
# The objects are kept in memory.
osd objectstore = memstore
memstore device bytes = 1073741824
osd data = $directory/osd
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:$port
rgw dns name = localhost
rgw run sync thread = false
# With its cache, a gateway waits half a minute for the one that was killed before it to take note of a new bucket.
rgw cache enabled = false
rgw enable usage log = false
rgw thread pool size = 16
CONFIGURATION
}

start() {
  local fsid osd
  fsid=$(</proc/sys/kernel/random/uuid)
  osd=$(</proc/sys/kernel/random/uuid)
  mkdir -p "$directory"/{mon,osd,run,log}
  write_configuration "$fsid"
  monmaptool --create --addv a "[v1:127.0.0.1:$monitor_port]" --fsid "$fsid" "$directory/monmap"
  ceph-mon -c "$CEPH_CONF" -i a --mkfs --monmap "$directory/monmap"
  ceph-mon -c "$CEPH_CONF" -i a
  again ceph -c "$CEPH_CONF" osd new "$osd" 0
  ceph-osd -c "$CEPH_CONF" -i 0 --mkfs --osd-uuid "$osd"
  again ceph-osd -c "$CEPH_CONF" -i 0
  start_gateway
  key=edgecard$RANDOM
  secret=$(</proc/sys/kernel/random/uuid)
  radosgw-admin -c "$CEPH_CONF" user create --uid=edgecard --display-name=edgecard --access-key="$key" --secret-key="$secret"
}

case ${1:-start} in
start)
  stop
  # What the daemons say is not for the caller's eval, which would also wait for as long as they hold its pipe.
  trap stop ERR
  start >&2
  printf 'export EDGECARD_S3_ENDPOINT=http://127.0.0.1:%s EDGECARD_S3_KEY=%s EDGECARD_S3_SECRET=%s\n' "$port" "$key" "$secret"
  ;;
stop) stop ;;
stop-gateway) stop_daemon client.rgw "${2:-TERM}" ;;
start-gateway) start_gateway ;;
*)
  printf 'Not start, stop, stop-gateway or start-gateway: %s\n' "$1" >&2
  exit 2
  ;;
esac
