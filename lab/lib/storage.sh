# shellcheck shell=bash
# Where guests' disks are: images local to a host, a GlusterFS volume, network block devices.
#   local        IMAGES/guest-OCTET.qcow2, thin         raw  IMAGES/guest-OCTET.raw, thin
#   incremental  the same over IMAGES/base-OCTET.qcow2, which is on every host
#   gluster      SHARED/guest-OCTET.qcow2               nbd  export guest-OCTET on port 10000+OCTET of ctl

IMAGES=/var/lib/libvirt/images
SHARED=/var/lib/libvirt/shared
VOLUMES=$DIR/hosts/storage/volumes

# libvirt takes a bind-mounted directory for what it is, local, and refuses the move as unsafe;
# GlusterFS over FUSE and network disks it accepts. There is no kernel NFS to be had here.
GLUSTER_MOUNT=(glusterfs --log-file=/var/log/libvirt/gluster.log "--volfile-server=$CONTROL_ADDRESS" --volfile-id=images "$SHARED")

# disk_path KIND OCTET
disk_path() {
    case $1 in
        none|nbd) ;;
        gluster) echo "$SHARED/guest-$2.qcow2" ;;
        local|incremental) echo "$IMAGES/guest-$2.qcow2" ;;
        raw) echo "$IMAGES/guest-$2.raw" ;;
        *) usage_error "--disk is none, gluster, nbd, local, raw or incremental, not '$1'" ;;
    esac
}

# make_disk KIND OCTET SIZE HOST
make_disk() {
    local kind=$1 octet=$2 size=$3 host=$4 path
    path=$(disk_path "$kind" "$octet")
    case $kind in
        gluster) serve_gluster; enter "$host" qemu-img create -q -f qcow2 "$path" "$size" ;;
        nbd) serve_nbd "$octet" "$size" ;;
        local) enter "$host" qemu-img create -q -f qcow2 "$path" "$size" ;;
        raw) enter "$host" qemu-img create -q -f raw "$path" "$size" ;;
        incremental)
            make_base "$octet" "$size"
            enter "$host" qemu-img create -q -f qcow2 -F qcow2 -b "$IMAGES/base-$octet.qcow2" "$path" ;;
    esac
}

# The same base everywhere, as a golden image is: it holds 4 MiB that a move must not send again.
make_base() {
    local base=$DIR/guests/base-$1.qcow2 host
    qemu-img create -q -f qcow2 "$base" "$2"
    qemu-io -f qcow2 -c 'write -q -P 0xb5 1M 4M' "$base"
    for host in $(hosts); do
        if running "$host"; then enter "$host" tee "$IMAGES/base-$1.qcow2" < "$base" > /dev/null; fi
    done
    rm "$base"
}

remove_disks() { # of OCTET, on every host: a move may have left a copy
    local octet=$1 host
    for host in $(hosts); do
        # shellcheck disable=SC2086 # the patterns are meant for the host's shell
        if running "$host"; then enter "$host" sh -c "rm -f $IMAGES/guest-$octet.* $IMAGES/base-$octet.*"; fi
    done
    rm -f "$DIR/hosts/storage/brick/guest-$octet".* # through the brick: no host may be there to do it
    if running storage; then
        enter storage sh -c "[ ! -f /run/nbd-$octet.pid ] || kill \$(cat /run/nbd-$octet.pid)" 2>/dev/null || true
    fi
    rm -f "$VOLUMES/guest-$octet.raw"
}

start_storage() {
    ! running storage || return 0
    mkdir -p "$VOLUMES"
    launch storage ctl
}

# Several clients at once, as both QEMUs of a move hold it open. -e 0: without a limit.
serve_nbd() (
    flock 8
    start_storage
    volume=$VOLUMES/guest-$1.raw
    [[ -f $volume ]] || qemu-img create -q -f raw "$volume" "$2"
    enter storage sh -c "kill -0 \$(cat /run/nbd-$1.pid)" 2>/dev/null || enter storage qemu-nbd --fork --persistent --shared=0 \
        --bind="$CONTROL_ADDRESS" --port=$((10000 + $1)) --export-name="guest-$1" --pid-file="/run/nbd-$1.pid" --format=raw "$volume"
) 8>"$DIR/locks/storage"

serve_gluster() (
    flock 8
    start_storage
    if ! enter storage gluster --mode=script volume status images detail 2>/dev/null | grep -q 'Online.*: Y'; then
        start_gluster || die "GlusterFS did not start; see $DIR/hosts/storage/var/log/glusterfs"
    fi
    touch "$DIR/gluster" # hosts that boot from now on mount it too
    # shellcheck disable=SC2046 # a word per host
    in_parallel mount_gluster $(hosts)
) 8>"$DIR/locks/storage"

start_gluster() {
    mkdir -p "$DIR/hosts/storage/brick"
    enter storage pidof glusterd >/dev/null || enter storage glusterd -p /run/glusterd.pid
    wait_for 60 enter storage gluster --mode=script volume list || return
    if ! enter storage gluster --mode=script volume info images >/dev/null 2>&1; then
        enter storage gluster --mode=script volume create images "$CONTROL_ADDRESS:$DIR/hosts/storage/brick" force >/dev/null
        # A host whose cable is pulled should not sit for 42 s on a disk that does not answer.
        enter storage gluster --mode=script volume set images network.ping-timeout 10 >/dev/null
    fi
    enter storage gluster --mode=script volume start images force >/dev/null
    wait_for 60 brick_online
}
brick_online() { enter storage gluster --mode=script volume status images detail | grep -q 'Online.*: Y'; }

mount_gluster() {
    running "$1" || return 0
    # shellcheck disable=SC2016 # expanded inside
    enter "$1" sh -c 'grep -q "$0 fuse.glusterfs" /proc/mounts || "$@"' "$SHARED" "${GLUSTER_MOUNT[@]}"
    wait_for 30 enter "$1" grep -q "$SHARED fuse.glusterfs" /proc/mounts || die "$1 cannot mount the shared file system"
}
