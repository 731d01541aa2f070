# shellcheck shell=bash
# Who trusts whom over SSH. Nobody accepts an unknown host key: known_hosts are true from the start.

make_key() { [[ -f $2 ]] || { mkdir -p "${2%/*}"; ssh-keygen -q -t ed25519 -N '' -C "$1" -f "$2"; }; }
add_line() { grep -qxF -- "$1" "$2" 2>/dev/null || printf '%s\n' "$1" >> "$2"; }

IDENTITY=$DIR/hosts/ctl/ssh/id_ed25519
KNOWN_HOSTS=$DIR/hosts/ctl/ssh/known_hosts
host_key() { echo "$DIR/hosts/$1/sshd/ssh_host_ed25519_key"; }
known_hosts_line() { echo "$1,$1.lab.test,$(address "$1") $(cut -d' ' -f1,2 "$(host_key "$1").pub")"; }

make_keys() {
    local host
    make_key control "$IDENTITY"
    for host; do
        make_key "$host" "$(host_key "$host")"
        make_key "root@$host" "$DIR/hosts/$host/root/.ssh/id_ed25519"
    done
}

# The control side reaches root and kvmop on every host; root on one host reaches root on every other, which
# peer-to-peer over qemu+ssh needs, unless LAB_TRUST=none. Lines are only added: what a test set up stays.
trust() {
    local host peer ssh
    [[ -s $DIR/trust ]] || echo "${LAB_TRUST:-all}" > "$DIR/trust" # the first `up` decides, later ones only mend
    for host in $(hosts); do
        ssh=$DIR/hosts/$host/root/.ssh
        add_line "$(<"$IDENTITY.pub")" "$ssh/authorized_keys"
        add_line "$(known_hosts_line "$host")" "$KNOWN_HOSTS"
        [[ $(<"$DIR/trust") != none ]] || continue
        for peer in $(hosts); do
            [[ $peer != "$host" ]] || continue
            add_line "$(<"$DIR/hosts/$peer/root/.ssh/id_ed25519.pub")" "$ssh/authorized_keys"
            add_line "$(known_hosts_line "$peer")" "$ssh/known_hosts"
        done
        chmod 700 "$ssh"
    done
}

# Users of a host beside root: `kvmop` may use libvirt without being root, `plain` may only log in.
# libvirt insists on a user and group libvirt-qemu even where qemu.conf names another.
# Without PAM sshd treats an account with `!` as locked: `*` means no password, but not locked.
write_users() {
    local etc=$1 home=$2 user
    { grep -v '^libvirt-qemu:' /etc/passwd
      echo 'kvmop:x:2001:2001::/home/kvmop:/bin/bash'
      echo 'plain:x:2002:2002::/home/plain:/bin/bash'
      echo 'libvirt-qemu:x:64055:64055::/var/lib/libvirt:/usr/sbin/nologin'; } > "$etc/passwd"
    { grep -v '^libvirt\(-qemu\)\?:' /etc/group
      printf '%s\n' 'libvirt:x:2000:kvmop' 'kvmop:x:2001:' 'plain:x:2002:' 'libvirt-qemu:x:64055:'; } > "$etc/group"
    { sed 's/^root:[^:]*:/root:*:/' /etc/shadow
      printf '%s:*:19000:0:99999:7:::\n' kvmop plain; } > "$etc/shadow"
    chmod 640 "$etc/shadow"
    for user in kvmop:2001 plain:2002; do
        mkdir -p "$home/${user%:*}/.ssh"
        cp "$IDENTITY.pub" "$home/${user%:*}/.ssh/authorized_keys"
        chown -R "${user#*:}:${user#*:}" "$home/${user%:*}"
        chmod 700 "$home/${user%:*}" "$home/${user%:*}/.ssh"
    done
}
