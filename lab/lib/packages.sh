# shellcheck shell=bash
# The Debian packages the lab needs, installed once per machine.

# `libvirt-daemon-system` is left out on purpose: it would start a libvirtd on the machine itself.
# virt-ssh-helper comes with libvirt-daemon, so no netcat is needed on the hosts.
PACKAGES=(libvirt-daemon libvirt-clients qemu-system-x86 qemu-utils openssh-server openssh-client iproute2 iputils-ping
    busybox-static cpio gnutls-bin nftables iptables acl glusterfs-server glusterfs-client e2fsprogs qemu-guest-agent sudo)

POLICY=/usr/sbin/policy-rc.d

missing_packages() {
    local wanted=("${PACKAGES[@]}")
    comm -23 <(printf '%s\n' "${wanted[@]}" | sort) \
             <(dpkg-query -W -f '${Package} ${Status}\n' "${wanted[@]}" 2>/dev/null | sed -n 's/ install ok installed$//p' | sort)
}

# apt_get ARGUMENTS...: waits for other users of dpkg's lock, and tries again where one came in between.
apt_get() {
    local attempt
    for attempt in 1 2 3; do
        DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@" </dev/null && return
        say_error "apt-get $1 failed (attempt $attempt of 3)"
        sleep $((attempt * 3))
    done
    return 1
}

install_packages() {
    local packages
    mapfile -t packages < <(missing_packages)
    ((${#packages[@]})) || return 0
    echo "lab: installing ${packages[*]}" >&2
    # No package may start its daemon on the machine: sshd, glusterd and the like run in the lab's hosts only.
    if [[ ! -e $POLICY ]]; then
        trap 'rm -f "$POLICY"' EXIT
        printf '#!/bin/sh\nexit 101\n' > "$POLICY"
        chmod 755 "$POLICY"
    fi
    apt_get install --no-install-recommends "${packages[@]}" >&2 || {
        apt_get update >&2
        apt_get install --no-install-recommends "${packages[@]}" >&2
    }
}

# Everything that is made once per machine. Callers that come at the same time wait for the first.
verb_install() {
    ((EUID == 0)) || die "namespaces, mounts and packages need root"
    mkdir -p "$CACHE"
    (
        flock 8
        ( install_packages ) # a subshell: its EXIT trap ends with it
        build_boot_files
        fetch_emulator
        decide_accelerator
        # iproute2 makes this mount at its first namespace; two labs that start at once must not both do it.
        mountpoint -q /run/netns || { ip netns add "$(netns first)"; ip netns del "$(netns first)"; }
        # A bind mount point for the lab's own keys, see boot_ctl.
        [[ -d /root/.ssh ]] || mkdir -m 700 /root/.ssh
    ) 8>"$CACHE/lock"
}
