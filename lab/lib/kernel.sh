# shellcheck shell=bash
# What guests boot: Debian's cloud kernel and an initrd of busybox and `guest/`, built once into the cache;
# and whether this machine's KVM really boots it.

# insmod does not resolve dependencies: virtio_ring has to come before virtio.
GUEST_MODULES=(drivers/virtio/{virtio_ring,virtio,virtio_pci_legacy_dev,virtio_pci_modern_dev,virtio_pci}
    net/core/failover drivers/net/{net_failover,virtio_net} drivers/block/virtio_blk drivers/char/virtio_console)
GUEST_APPLETS=(sh mount ip insmod dd sleep usleep cat nc ls ps kill setsid sync tr seq echo poweroff reboot ping head tail
    date mkdir rm hostname cut uptime sha256sum blockdev md5sum chmod grep awk free sed mv test ln stat)

# One folder per state of the sources: an edit of guest/ needs no purge, and checkouts of different age do not disturb
# each other's labs.
boot_folder() { echo "$CACHE/boot-$(cat "$LAB_HOME"/guest/* "$LAB_HOME/lib/kernel.sh" | sha256sum | cut -c1-12)"; }

build_boot_files() {
    local folder version new=$CACHE/boot.new
    folder=$(boot_folder)
    [[ ! -d $folder ]] || return 0
    [[ -d $CACHE/kernel/lib/modules ]] || fetch_kernel
    rm -rf "$new"
    mkdir "$new"
    version=$(ls "$CACHE/kernel/lib/modules")
    ln "$CACHE/kernel/boot/vmlinuz-$version" "$new/vmlinuz"
    build_initrd "$CACHE/kernel/lib/modules/$version/kernel" "$new/initrd"
    build_initrd "$CACHE/kernel/lib/modules/$version/kernel" "$new/initrd-agent" "$(command -v qemu-ga)"
    mv "$new" "$folder"
}

# Only unpacked, never installed: a kernel package would touch the machine's boot loader.
fetch_kernel() (
    work=$(mktemp -d "$CACHE/kernel.XXXXXX")
    chmod 755 "$work" # apt downloads as a user of its own
    trap 'rm -rf "$work"' EXIT
    cd "$work" || exit
    # linux-image-cloud-amd64 itself is empty: the package with the version in its name has the files.
    find_kernel() { apt-cache depends linux-image-cloud-amd64 2>/dev/null | sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p' | head -n1; }
    [[ -n $(find_kernel) ]] || apt_get update >&2
    apt_get download "$(find_kernel)" >&2 || { apt_get update >&2; apt_get download "$(find_kernel)" >&2; }
    dpkg -x ./*.deb unpacked
    rm -rf "$CACHE/kernel" "$CACHE"/accelerator*
    mv unpacked "$CACHE/kernel"
)

# build_initrd MODULES TARGET [PROGRAM...]: programs come with the shared libraries that they are linked with.
build_initrd() (
    modules=$1 target=$2; shift 2
    root=$(mktemp -d "$CACHE/initrd.XXXXXX")
    trap 'rm -rf "$root"' EXIT
    mkdir -p "$root"/{bin,dev,proc,sys,tmp,modules,work,run}
    cp /bin/busybox "$root/bin/"
    for applet in "${GUEST_APPLETS[@]}"; do ln -s busybox "$root/bin/$applet"; done
    for module in "${GUEST_MODULES[@]}"; do
        cp "$modules/$module.ko" "$root/modules/"
        echo "${module##*/}" >> "$root/modules/order"
    done
    for program in "$@"; do
        cp "$program" "$root/bin/"
        ldd "$program" | grep -o '/[^ ]*' | while read -r library; do mkdir -p "$root${library%/*}"; cp -L "$library" "$root$library"; done
    done
    # What the guest agent calls when libvirt asks the guest to shut down.
    mkdir "$root/sbin"
    printf '#!/bin/sh\nsync\nexec /bin/poweroff -f\n' > "$root/sbin/shutdown"
    chmod 755 "$root/sbin/shutdown"
    cp "$LAB_HOME/guest/init" "$root/init"
    cp "$LAB_HOME"/guest/{pace,dirty,diskw,diskread,ident} "$root/bin/"
    chmod 755 "$root/init" "$root"/bin/{dirty,diskw,diskread,ident}
    cd "$root" || exit
    find . | cpio -o -H newc --quiet > "$target"
)

# /dev/kvm may open and still not boot a stock kernel (nested, para-virtualised KVM): only a boot that was seen counts.
decide_accelerator() {
    [[ -s $CACHE/accelerator ]] && return
    local verdict=qemu log=$CACHE/accelerator.log boot
    boot=$(boot_folder)
    if [[ -w /dev/kvm ]]; then
        ( timeout --signal=KILL 15 qemu-system-x86_64 -accel kvm -cpu qemu64 -m 128 -nodefaults -display none -no-reboot \
            -kernel "$boot/vmlinuz" -initrd "$boot/initrd" -append 'console=ttyS0 panic=-1 lab.once' -serial stdio \
            < /dev/null > "$log" 2>&1 ) 2>/dev/null || true
        if grep -q '^GUEST-READY' "$log"; then verdict=kvm; fi
    fi
    echo "$verdict" > "$CACHE/accelerator"
    echo "lab: guests use domain type '$verdict'" >&2
}
accelerator() { cat "$CACHE/accelerator"; }
