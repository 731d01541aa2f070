# shellcheck shell=bash
# What the first process of a place does, inside its namespaces.

own_directories() { # come from the lab's folder, whatever the machine has there
    local home=$1 path; shift
    for path; do mkdir -p "$home/$path" "/$path"; mount --bind "$home/$path" "/$path"; done
}
private_copies() { # of the machine's: changes stay in the lab's folder
    local home=$1 path; shift
    for path; do
        mkdir -p "$home/upper/$path" "$home/work/$path"
        mount -t overlay overlay -o "lowerdir=/$path,upperdir=$home/upper/$path,workdir=$home/work/$path" "/$path"
    done
}
own_kernel_views() {
    mount -t proc proc /proc
    mount -t sysfs sysfs /sys
    mount -t tmpfs -o mode=755 cgroup /sys/fs/cgroup # hides a mix of cgroup v1 and v2 that libvirt cannot use
    mount -t tmpfs -o mode=755 run /run
    mount -t tmpfs shm /dev/shm
    mount -t tmpfs tmp /tmp
    mkdir -p /run/sshd /run/libvirt /run/lock /run/gluster
}

# The pid as the machine counts: /proc is still the machine's here.
remember_pid() { local pid rest; read -r pid rest < /proc/self/stat; echo "$pid" > "$1/init.pid.new"; : "$rest"; }
announce() { mv "$1/init.pid.new" "$1/init.pid"; }

# The first process must reap orphans, or libvirt takes killed QEMUs for living ones. Bash does.
reap_for_ever() { trap 'exit 0' TERM; while :; do sleep infinity & wait $! || true; done; }

boot() {
    local place=$1 home=$DIR/hosts/$1
    remember_pid "$home"
    case $place in
        ctl) boot_ctl "$home" ;;
        storage) boot_storage "$home" ;;
        *) boot_host "$home" "$place" ;;
    esac
}

boot_host() {
    local home=$1 host=$2
    private_copies "$home" etc var/lib var/cache var/log
    own_directories "$home" etc/libvirt etc/pki var/lib/libvirt var/cache/libvirt var/log/libvirt root home
    mkdir -p /var/lib/libvirt/{images,boot,shared}
    mount -o loop "$home/images.ext4" /var/lib/libvirt/images
    rmdir /var/lib/libvirt/images/lost+found 2>/dev/null || true # libvirt would list it as a volume
    mount --bind "$(boot_folder)" /var/lib/libvirt/boot
    use_sound_emulator
    own_kernel_views
    hostname "$host.lab.test"
    "${SSHD[@]}"
    "${LIBVIRTD[@]}"
    [[ ! -e $DIR/gluster ]] || "${GLUSTER_MOUNT[@]}" || true
    # As a booting system does: peers that just gave the address up do not wait until they ask again.
    busybox arping -U -c 1 -I br0 "$(address "$host")" > /dev/null 2>&1 &
    announce "$home"
    reap_for_ever
}

# No pid namespace and the machine's own files: whoever runs a test there finds the checkout and /root/.m2.
boot_ctl() {
    local home=$1
    private_copies "$home" etc
    own_directories "$home" etc/pki
    hosts_file > /etc/hosts
    mount --bind "$home/ssh" /root/.ssh # ssh looks into the home of the account, whatever HOME says
    announce "$home"
    exec sleep infinity
}

boot_storage() {
    local home=$1
    private_copies "$home" var/lib var/log
    own_directories "$home" var/lib/glusterd var/log/glusterfs
    own_kernel_views
    hostname ctl
    announce "$home"
    reap_for_ever
}
