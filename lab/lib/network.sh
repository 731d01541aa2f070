# shellcheck shell=bash
# One switch (a bridge in a namespace of its own) and one cable (a veth pair) to each place.

in_switch() { ip -n "$(netns switch)" "$@"; }
space_exists() { [[ -e /run/netns/$(netns "$1") ]]; }

build_switch() {
    space_exists switch || ip netns add "$(netns switch)"
    in_switch link show switch >/dev/null 2>&1 || in_switch link add switch type bridge stp_state 0 forward_delay 0
    in_switch link set lo up
    in_switch link set switch up
}

# plug PLACE MAC: a fresh network namespace with `eth0` on the switch. The same MAC each time, as a host keeps its over
# a reboot: else its peers would send to the old one for a minute.
plug() {
    local space
    space=$(netns "$1")
    unplug "$1"
    ip netns add "$space"
    ip -n "$space" link set lo up
    ip link add "to-$1" netns "$(netns switch)" type veth peer name eth0 netns "$space"
    in_switch link set "to-$1" master switch up
    ip -n "$space" link set eth0 address "$2" up
}

# The cable goes first, then everything in there dies at once: it can tell its peers nothing, as in a power cut.
unplug() {
    in_switch link del "to-$1" 2>/dev/null || true
    if space_exists "$1"; then remove_space "$(netns "$1")"; fi
}
remove_space() {
    kill_all "$1" ip netns pids "$1"
    ip netns del "$1"
}

# A host's address is on `br0`, the bridge that its guests use too.
plug_host() {
    local space
    space=$(netns "$1")
    plug "$1" "52:54:00:77:01:1${1#h}"
    ip -n "$space" link add br0 type bridge stp_state 0 forward_delay 0
    ip -n "$space" link set eth0 master br0
    ip -n "$space" addr add "$(address "$1")/24" dev br0
    ip -n "$space" link set br0 up
}

plug_ctl() {
    plug ctl 52:54:00:77:01:01
    ip -n "$(netns ctl)" addr add "$CONTROL_ADDRESS/24" dev eth0
}

hosts_file() {
    local i
    printf '127.0.0.1 localhost\n%s ctl ctl.lab.test\n' "$CONTROL_ADDRESS"
    for i in {1..9}; do echo "$NETWORK.1$i h$i.lab.test h$i"; done
}
