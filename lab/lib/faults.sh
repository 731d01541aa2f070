# shellcheck shell=bash
# What goes wrong on demand. Each has a verb that takes it back.

# There is no netem in many kernels, tbf is in all. Both directions: the host's own end and the switch's.
verb_shape() {
    require_host "${1:-}"
    local rate=${2:?shape: RATE, such as 100mbit}
    ip netns exec "$(netns "$1")" tc qdisc replace dev eth0 root tbf rate "$rate" burst 64kb latency 50ms
    ip netns exec "$(netns switch)" tc qdisc replace dev "to-$1" root tbf rate "$rate" burst 64kb latency 50ms
}
verb_unshape() {
    require_host "${1:-}"
    ip netns exec "$(netns "$1")" tc qdisc del dev eth0 root 2>/dev/null || true
    ip netns exec "$(netns switch)" tc qdisc del dev "to-$1" root 2>/dev/null || true
}

# At the switch, so that the host's own end says nothing to anybody: silence, no reset.
verb_cut()  { require_host "${1:-}"; in_switch link set "to-$1" down; }
verb_mend() { require_host "${1:-}"; in_switch link set "to-$1" up; }

MIGRATION_PORTS=49152-49215
verb_drop_ports()   { refuse_ports "${1:-}" drop; }
verb_reject_ports() { refuse_ports "${1:-}" 'reject with tcp reset'; }
verb_allow_ports()  { require_host "${1:-}"; ip netns exec "$(netns "$1")" nft delete table inet lab 2>/dev/null || true; }
refuse_ports() {
    verb_allow_ports "$1"
    ip netns exec "$(netns "$1")" nft "add table inet lab; add chain inet lab input { type filter hook input priority 0; };
        add rule inet lab input tcp dport $MIGRATION_PORTS $2"
}

verb_kill() {
    require_running "${1:-}"
    local host=$1 what=${2:-} signal=${3:-KILL} pid
    case $what in
        sshd|libvirtd) pid=$(daemon_pid "$host" "$what") || die "no $what runs on $host" ;;
        qemu:?*) pid=$(enter "$host" cat -- "/run/libvirt/qemu/${what#qemu:}.pid" 2>/dev/null) || die "no QEMU of '${what#qemu:}' on $host" ;;
        *) usage_error "kill HOST libvirtd|sshd|qemu:NAME [SIGNAL]" ;;
    esac
    enter "$host" kill -s "${signal#SIG}" "$pid"
    [[ ${signal#SIG} != KILL ]] || wait_for 30 enter "$host" test ! -e "/proc/$pid" || die "$what on $host does not die"
}
verb_start() {
    require_running "${1:-}"
    start_daemon "$1" "${2:-}"
    [[ $2 = sshd ]] || wait_for 60 libvirtd_answers "$1" || die "libvirtd on $1 does not answer"
}

verb_stop_host()  { require_host "${1:-}"; unplug "$1"; }
verb_start_host() { require_host "${1:-}"; bring_up "$1"; }

# Leaves SIZE_LEFT (such as 10M) free on the host's images file system. A dot file is no volume to libvirt.
FILLER=$IMAGES/.filler
verb_fill() {
    verb_unfill "${1:-}"
    local left free
    left=$(numfmt --from=iec "${2:?fill: SIZE_LEFT, such as 10M}")
    free=$(enter "$1" df --block-size=1 --output=avail "$IMAGES" | tail -n 1)
    ((free > left)) || die "only $free bytes are free on $1"
    enter "$1" fallocate --length $((free - left)) "$FILLER"
}
verb_unfill() { require_running "${1:-}"; enter "$1" rm -f "$FILLER"; }

# Sessions that exist go on, as when a real sshd is restarted.
verb_sshd() {
    require_running "${1:-}"
    local configuration
    configuration=$(sshd_configuration "${2:-default}")
    enter "$1" tee /etc/ssh/sshd_config <<< "$configuration" >/dev/null
    restart_sshd "$1"
}
restart_sshd() { stop_daemon "$1" sshd; start_daemon "$1" sshd; }

verb_rekey() {
    require_running "${1:-}"
    local key=/etc/ssh/ssh_host_ed25519_key
    case ${2:-new} in
        new) enter "$1" sh -c "[ -f $key.first ] || cp -p $key $key.first; rm $key; ssh-keygen -q -t ed25519 -N '' -C other -f $key" ;;
        back) enter "$1" sh -c "cp -p $key.first $key" ;;
        *) usage_error "rekey HOST [back]" ;;
    esac
    restart_sshd "$1"
}
