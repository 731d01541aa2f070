# shellcheck shell=bash
# What every other file uses: names and places of this lab, entering a host, waiting with a bound.

export LC_ALL=C.UTF-8               # answers are compared, so they come in one language

LAB_NAME=${LAB_NAME:-lab}
[[ $LAB_NAME =~ ^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$ ]] || { echo "lab: LAB_NAME '$LAB_NAME' is not a plain name" >&2; exit 2; }

BASE=$(readlink -m /var/tmp/libvirt-migration-lab)
CACHE=$BASE/cache                   # kernel, initrd, QEMU capabilities: the same for every lab
DIR=$BASE/$LAB_NAME                 # everything of this lab, removed by `down`
NETWORK=10.77.0                     # may be the same in all labs: each has network namespaces of its own
CONTROL_ADDRESS=$NETWORK.1
LIFETIME=${LAB_LIFETIME:-14400}     # seconds after which a forgotten lab ends by itself
[[ $LAB_NAME != cache ]] || { echo "lab: LAB_NAME 'cache' is taken by the shared cache" >&2; exit 2; }

say_error() { echo "lab: $*" >&2; }
die()       { say_error "$@"; exit 1; }
usage_error() { say_error "$@"; exit 2; }

# The hosts that exist (running or stopped), h1 first.
hosts() { local folder; for folder in "$DIR"/hosts/h[1-9]; do [[ ! -d $folder ]] || echo "${folder##*/}"; done; }
address() { echo "$NETWORK.1${1#h}"; }
netns() { echo "$LAB_NAME-$1"; }
require_host() { [[ ${1:-} =~ ^h[1-9]$ && -d $DIR/hosts/$1 ]] || die "no host '${1:-}' in lab '$LAB_NAME' (is it up?)"; }
require_running() { require_host "$1"; running "$1" || die "host $1 is stopped"; }

# A place (h1, ctl, storage) is held by one first process, whose pid as this machine sees it is in `init.pid`.
# The network namespace is compared too: a pid alone may have been given to somebody else since.
init_pid() {
    local pid file=$DIR/hosts/$1/init.pid space=$1
    [[ $1 != storage ]] || space=ctl
    [[ -s $file ]] && pid=$(<"$file") && [[ /proc/$pid/ns/net -ef /run/netns/$(netns "$space") ]] && echo "$pid"
}
running() { init_pid "$1" >/dev/null; }

# enter PLACE COMMAND...: run a command inside; stdin and exit code are the command's own.
# The descriptors of our locks are closed: a daemon started in there must not hold them.
# With `replace=exec` in the caller it takes this shell's place: a signal to our process then reaches the command itself.
enter() {
    local place=$1 pid; shift
    pid=$(init_pid "$place") || { say_error "$place is not running in lab '$LAB_NAME'"; return 125; }
    if [[ $place = ctl ]]; then # no pid namespace: whoever runs a test there can see and signal it
        ${replace:-} nsenter --target "$pid" --net --mount --wdns="$PWD" -- env LAB_NAME="$LAB_NAME" HOME="$DIR/hosts/ctl/home" "$@" 8>&- 9>&-
    else
        ${replace:-} nsenter --target "$pid" --net --mount --uts --ipc --pid --wdns=/ -- env HOME=/root "$@" 8>&- 9>&-
    fi
}

# leave_ctl ARGUMENTS...: tests that run in ctl call us from there, but its mount namespace is no place to make network
# namespaces in: they would be seen nowhere else. So we go on beside the watcher, which is outside.
leave_ctl() {
    local outside=1
    [[ /proc/self/ns/net -ef /run/netns/$(netns ctl) ]] || return 0
    [[ $1 != down && $1 != purge ]] || die "$1 ends all that runs in ctl, this too: call it from outside"
    [[ ! -s $DIR/locks/watch || ! -e /proc/$(<"$DIR/locks/watch") ]] || outside=$(<"$DIR/locks/watch")
    exec nsenter --target "$outside" --net --mount --wdns="$PWD" -- "$SELF" "$@"
}

# Without a terminal of its own, for which virsh would look for an agent that asks for passwords, and complain.
virsh_on() { local host=$1; shift; enter "$host" setsid --wait timeout 60 virsh --quiet --connect qemu:///system "$@"; }

# wait_for SECONDS COMMAND...: poll until the command succeeds; false when the time is over. The times are far more than
# is needed, for a machine may be slow and busy.
wait_for() {
    local end=$((${EPOCHREALTIME/[.,]/} + $1 * 1000000)); shift
    until "$@" >/dev/null 2>&1; do
        ((${EPOCHREALTIME/[.,]/} < end)) || return 1
        sleep 0.07
    done
}

# Processes that hold one of this lab's locks: how an `up` that runs, or the orphans of one that was killed, are found
# without trusting a stale pid. The shell that asks is left out. lock_holders [LOCK]
lock_holders() {
    { find /proc/[0-9]*/fd -lname "$DIR/locks/${1:-*}" 2>/dev/null | cut -d/ -f3 | sort -u | grep -vxF -e $$ -e "$BASHPID"; } 8>&- 9>&- || true
}

# kill_all WHAT LIST_COMMAND...: until the list is empty, for what we kill may be making more.
kill_all() {
    local what=$1 pids; shift
    for _ in {1..200}; do
        pids=$("$@" 2>/dev/null) || return 0
        [[ -n $pids ]] || return 0
        xargs kill -KILL <<< "$pids" 2>/dev/null || true
        sleep 0.05
    done
    die "processes of $what do not die: ${pids//$'\n'/ }"
}

# in_parallel FUNCTION ARGUMENT...: one job per argument; false if one failed. Not for use in a condition: there
# `set -e` would not hold in the jobs.
in_parallel() {
    local function=$1 argument job jobs=() failed=0; shift
    for argument; do "$function" "$argument" & jobs+=($!); done
    for job in "${jobs[@]}"; do wait "$job" || failed=1; done
    return "$failed"
}

new_uuid() { cat /proc/sys/kernel/random/uuid; }
