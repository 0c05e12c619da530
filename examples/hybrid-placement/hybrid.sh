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
# 8: too little capacity. 12: it cannot be told. 13: some guests find no place. All are in docs/cli.md.
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

say "How many hosts can be lost?"
pv capacity --on site.yaml --lost at-once
ends_with 8 capacity --on site.yaml --lost at-once --count protected,restart-if-possible

say "kvm3 dies"
power kvm3 host1
ends_with 13 failover kvm3 --policy policy.yaml --on site.yaml --plan failover.json

say "Unreachable is not dead: without evidence nothing is started elsewhere"
ends_with 12 apply failover.json --on site.yaml --for-real

say "The operator switched it off and says so"
pv apply failover.json --on site.yaml --for-real --i-powered-off kvm3 --because "kvm3 burnt"

say "kvm3 comes back"
power kvm3 ""
pv rejoin kvm3 --on site.yaml --apply --for-real

say "Is all as it should be? If not, repair it"
# Like diff: 0 nothing differs, 1 not as it should be, 2 harm.
ends_with 2 drift site.yaml --services services.yaml --policy policy.yaml --plan repair.json
pv apply repair.json --on site.yaml --for-real
pv drift site.yaml --services services.yaml --policy policy.yaml

say "Where did print run, and why was it moved?"
pv history print --on site.yaml

say "Everything at a glance, for people and for scripts"
pv ls --config site.yaml
pv ls --config site.yaml --output json >fleet.json
