#!/bin/sh
# The hybrid strategy as a shell script: from a list of services to running guests, a host that dies, and its return.
# On sites of the reference model that are kept in a file; on real hypervisors only the addresses in site.yaml change.
# Run it where you may write: hybrid.sh [DIRECTORY]. POLYVISOR names the command when it is not on the PATH.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
polyvisor=${POLYVISOR:-$here/../../polyvisor}
work=${1:-$(mktemp -d)}
cp "$here"/site.yaml "$here"/services.yaml "$here"/policy.yaml "$work"
cd "$work"
export XDG_STATE_HOME="$work"

say() { printf '\n== %s\n' "$*"; }
pv() { "$polyvisor" "$@"; }
# A command that is to end with that exit code.
ends_with() {
    code=$1
    shift
    ended=0
    pv "$@" || ended=$?
    [ "$ended" = "$code" ] || { echo "polyvisor $* ended with $ended and not with $code" >&2; exit 1; }
}
# The reference model's hosts have a switch: it is in their address.
power() { pv ls -c "memory:///$1?preset=inhouse&kept=site.state&fallen=$2" >/dev/null 2>&1 || :; }

say "Where do twelve services go, why, and what does it cost?"
pv place services.yaml --policy policy.yaml --on site.yaml --plan plan.json
pv why mail --services services.yaml --policy policy.yaml --on site.yaml

say "Carry it out: first look, then for real"
pv apply plan.json --on site.yaml >/dev/null
pv apply plan.json --on site.yaml --for-real
# What was begun is not begun again: 15 is conflict.
ends_with 15 apply plan.json --on site.yaml --for-real

say "How many hosts can be lost?"
pv capacity --on site.yaml --lost at-once

say "kvm2 dies"
power kvm2 host1
ends_with 13 failover kvm2 --policy policy.yaml --on site.yaml --plan failover.json

say "Unreachable is not dead: without evidence nothing is started elsewhere"
ends_with 18 apply failover.json --on site.yaml --for-real

say "The operator switched it off and says so"
pv apply failover.json --on site.yaml --for-real --i-powered-off kvm2 --because "kvm2 burnt"

say "kvm2 comes back"
power kvm2 ""
pv rejoin kvm2 --on site.yaml --apply --for-real

say "Is all as it should be? If not, repair it"
drift=0
pv drift site.yaml --services services.yaml --policy policy.yaml --plan repair.json || drift=$?
[ "$drift" -le 2 ]
pv apply repair.json --on site.yaml --for-real

say "Where did licences run, and why was it moved?"
pv history licences --on site.yaml

say "Everything at a glance, for people and for scripts"
pv ls --config site.yaml
pv ls --config site.yaml --output json >fleet.json
