# shellcheck shell=bash
# up, down, and the watcher that makes sure that down comes.

verb_up() {
    local owner='' count=3 wanted=() i
    while (($#)); do
        case $1 in
            --owner) owner=${2:?--owner needs a pid}; shift 2 ;;
            [1-9]) count=$1; shift ;;
            *) usage_error "up: '$1' is not a number of hosts from 1 to 9" ;;
        esac
    done
    for ((i = 1; i <= count; i++)); do wanted+=("h$i"); done
    verb_install
    make_folder
    exec 9>"$DIR/locks/up"
    flock 9
    watch_over "$owner"
    make_keys "${wanted[@]}"
    make_authority
    build_switch
    start_ctl
    trust
    in_parallel bring_up "${wanted[@]}"
    keep_capabilities
    exec 9>&-
}

make_folder() {
    mkdir -p "$DIR"
    # The upper layer of an overlay cannot be on an overlay, as /var/tmp is in a container: there the lab lives in memory.
    if [[ $(stat -f -c %T "$BASE") = overlayfs ]] && ! mountpoint -q "$DIR"; then mount -t tmpfs -o mode=755 lab "$DIR"; fi
    mkdir -p "$DIR"/{locks,hosts,guests}
}

start_ctl() {
    ! running ctl || return 0
    mkdir -p "$DIR/hosts/ctl/home"
    ln -sfn ../ssh "$DIR/hosts/ctl/home/.ssh"
    make_certificate ctl "$CONTROL_ADDRESS" "$DIR/hosts/ctl/etc/pki"
    plug_ctl
    launch ctl ctl
}

# Starts the host, or what is missing of it.
bring_up() {
    start_host "$1"
    start_daemon "$1" sshd
    start_daemon "$1" libvirtd
    wait_for 60 libvirtd_answers "$1" && return
    tail -n 20 "$DIR/hosts/$1/var/log/libvirt/libvirtd.log" >&2
    die "$1: libvirtd does not answer"
}

# One watcher per lab, outside of the session that called us. Bash has read all of this, so it works without the checkout.
watch_over() {
    if [[ -n $1 ]]; then
        [[ -e /proc/$1 ]] || die "owner $1 does not live"
        watchers | xargs -r kill -KILL 2>/dev/null || true
    fi
    ! watched || return 0
    setsid "$SELF" watch "$1" < /dev/null > /dev/null 2>&1 8>&- 9>&- &
    wait_for 30 watched || die "no watcher"
}
watchers() { lock_holders watch; }
watched() { [[ -n $(watchers) ]]; }
watch_until_down() {
    exec 9>"$DIR/locks/watch"
    flock --nonblock 9 || exit 0
    echo $$ >&9
    if [[ -n $1 ]]; then
        timeout "$LIFETIME" tail --pid="$1" --sleep-interval=0.5 -f /dev/null || true
    else
        sleep "$LIFETIME"
    fi
    exec 9>&-
    verb_down
}

# Works from what exists and not from what was written down, so it also cleans up after an `up` that was killed half way.
verb_down() {
    local space
    kill_all "an up or the watcher" lock_holders
    for space in $(own_spaces); do remove_space "$space"; done
    if mountpoint -q "$DIR"; then umount --lazy "$DIR"; fi
    wait_for 30 rm -rf --one-file-system "$DIR" || die "cannot remove $DIR"
    # A watcher that was only starting may have taken its lock in between: it would watch over nothing, for hours.
    kill_all "an up or the watcher" lock_holders
    rmdir "$BASE" 2>/dev/null || true
}
own_spaces() { find /run/netns -mindepth 1 -printf '%f\n' 2>/dev/null | grep -xE "$LAB_NAME-(switch|ctl|h[1-9])" || true; }

verb_purge() {
    verb_down
    local others
    others=$(find "$BASE" -mindepth 1 -maxdepth 1 ! -name cache -printf '%f ' 2>/dev/null) || true
    [[ -z $others ]] || die "the cache stays, for other labs use it: $others"
    rm -rf --one-file-system "$BASE"
}

verb_status() {
    local host
    [[ -d $DIR ]] || { echo "lab '$LAB_NAME' is down"; return; }
    for host in $(hosts); do
        if running "$host"; then
            echo "$host $(address "$host") running sshd=$(daemon_pid "$host" sshd || echo none) libvirtd=$(daemon_pid "$host" libvirtd || echo none)"
            virsh_on "$host" list --all </dev/null || true
        else
            echo "$host $(address "$host") stopped"
        fi
    done
}

verb_path() {
    case ${1:-} in
        dir) echo "$DIR" ;;
        identity) echo "$IDENTITY" ;;
        known-hosts) echo "$KNOWN_HOSTS" ;;
        ca) echo "$CA" ;;
        *) usage_error "path: one of dir, identity, known-hosts, ca" ;;
    esac
}
