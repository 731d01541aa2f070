# shellcheck shell=bash
# The life of a place (a host, the control side, the storage server): made, started, cut off. What runs inside: boot.sh.

SSHD=(/usr/sbin/sshd -E /var/log/sshd.log)
LIBVIRTD=(/usr/sbin/libvirtd --daemon --listen)
IMAGES_SIZE=${LAB_IMAGES_SIZE:-8G}

# create_host HOST: everything that survives its reboots.
create_host() {
    local host=$1 home=$DIR/hosts/$1 libvirt=$DIR/hosts/$1/etc/libvirt etc=$DIR/hosts/$1/upper/etc uuid
    [[ ! -e $home/created ]] || return 0
    mkdir -p "$libvirt/storage/autostart" "$etc/ssh" "$home"/{home,root,var/cache/libvirt}
    uuid=$(new_uuid)
    libvirtd_configuration "$uuid" > "$libvirt/libvirtd.conf"
    qemu_configuration "$host" > "$libvirt/qemu.conf"
    images_pool > "$libvirt/storage/images.xml"
    ln -sf /etc/libvirt/storage/images.xml "$libvirt/storage/autostart/images.xml"
    echo "${uuid//-/}" > "$etc/machine-id"
    hosts_file > "$etc/hosts"
    sshd_configuration default > "$etc/ssh/sshd_config"
    cp "$(host_key "$host")"{,.pub} "$etc/ssh/"
    write_users "$etc" "$home/home"
    make_certificate "$host" "$(address "$host")" "$home/etc/pki"
    # Images are on a real file system of their own and of limited size: copying into it runs out of space as on a
    # real host, it takes O_DIRECT (cache=none) also where tmpfs does not, and libvirt sees a local disk. The file is sparse.
    truncate -s "$IMAGES_SIZE" "$home/images.ext4"
    mkfs.ext4 -q -m 0 -O '^has_journal' -E lazy_itable_init=1,nodiscard "$home/images.ext4"
    touch "$home/created"
}

# Probing QEMU takes libvirtd seconds, so what it found out is kept for the next host with the same programs.
capabilities_cache() { echo "$CACHE/capabilities-$(stat -c %Z /usr/bin/qemu-system-x86_64 /usr/sbin/libvirtd | cksum | cut -d' ' -f1)"; }
keep_capabilities() {
    local cache
    cache=$(capabilities_cache)
    [[ ! -d $cache ]] || return 0
    virsh_on h1 domcapabilities >/dev/null
    cp -a "$DIR/hosts/h1/var/cache/libvirt/qemu/capabilities" "$cache.new.$$"
    mv -T "$cache.new.$$" "$cache" 2>/dev/null || rm -rf "$cache.new.$$"
}
use_capabilities() {
    local cache target=$DIR/hosts/$1/var/cache/libvirt/qemu
    cache=$(capabilities_cache)
    [[ -d $cache && ! -d $target ]] || return 0
    mkdir -p "$target"
    cp -a "$cache" "$target/capabilities"
}

# launch PLACE NETWORK_OF: a first process in namespaces of its own, running boot_host, boot_ctl or boot_storage.
launch() {
    local place=$1 space own=(--mount --uts --ipc --pid --fork)
    space=$(netns "$2")
    [[ $place != ctl ]] || own=(--mount)
    mkdir -p "$DIR/hosts/$place"
    rm -f "$DIR/hosts/$place/init.pid"
    setsid nsenter --net="/run/netns/$space" unshare "${own[@]}" --propagation private \
        "$SELF" boot "$place" < /dev/null > "$DIR/hosts/$place/init.log" 2>&1 8>&- 9>&- &
    wait_for 60 running "$place" || { cat "$DIR/hosts/$place/init.log" >&2; die "$place did not come up"; }
}

start_host() {
    ! running "$1" || return 0
    create_host "$1"
    use_capabilities "$1"
    plug_host "$1"
    launch "$1" "$1"
}

# daemon_pid HOST sshd|libvirtd: as the host counts. The name is compared, for a pid file outlives its daemon;
# and /run/libvirtd.pid ends without a newline, so two of them must never be read in one go.
daemon_pid() {
    # shellcheck disable=SC2016 # expanded inside
    enter "$1" sh -c 'pid=$(cat /run/$0.pid 2>/dev/null) && [ "$(cat /proc/$pid/comm)" = $0 ] && echo $pid' "$2" 2>/dev/null
}
start_daemon() {
    local command
    case ${2:-} in
        sshd) command=("${SSHD[@]}") ;;
        libvirtd) command=("${LIBVIRTD[@]}") ;;
        *) usage_error "a daemon is sshd or libvirtd, not '${2:-}'" ;;
    esac
    daemon_pid "$1" "$2" >/dev/null || enter "$1" "${command[@]}"
}
stop_daemon() { # asks, and waits for the end
    local pid
    pid=$(daemon_pid "$1" "$2") || return 0
    enter "$1" kill "$pid"
    wait_for 30 daemon_gone "$1" "$2" || die "$2 on $1 does not end"
}
daemon_gone() { ! daemon_pid "$@" >/dev/null; }
libvirtd_answers() { virsh_on "$1" version >/dev/null; }
