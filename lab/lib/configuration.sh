# shellcheck shell=bash
# What a host's daemons are told.

# sshd_configuration MODE: `default`, `no-streamlocal` (no channel to a socket), `no-tcp` (no TCP forwarding).
sshd_configuration() {
    cat <<E
Port 22
HostKey /etc/ssh/ssh_host_ed25519_key
PidFile /run/sshd.pid
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
UseDNS no
# Above sshd's defaults, so that tests with many connections measure the engine and not these limits.
MaxStartups 100
MaxSessions 100
E
    case $1 in
        default) ;;
        no-streamlocal) echo 'AllowStreamLocalForwarding no' ;;
        no-tcp) echo 'AllowTcpForwarding no' ;;
        *) usage_error "sshd: mode is default, no-streamlocal or no-tcp, not '$1'" ;;
    esac
}

# Encrypted and authenticated with client certificates only: there is no plain TCP listener.
# The host UUID is stated because all hosts see the machine's own: with the same one libvirt says
# "Attempt to migrate guest to the same host".
libvirtd_configuration() {
    cat <<E
host_uuid = "$1"
unix_sock_group = "libvirt"
unix_sock_rw_perms = "0770"
auth_unix_ro = "none"
auth_unix_rw = "none"
listen_tls = 1
listen_tcp = 0
keepalive_interval = 5
keepalive_count = 5
log_outputs = "2:file:/var/log/libvirt/libvirtd.log"
log_filters = "1:qemu.qemu_migration 3:object 3:event 4:util.json 4:rpc"
E
}

# No security driver, device cgroups, mount namespaces or owner changes: a container has none of what they need
# (mixed cgroup v1/v2 among it). There is no virtlogd, hence stdio_handler.
qemu_configuration() {
    cat <<E
security_driver = "none"
user = "+0"
group = "+0"
dynamic_ownership = 0
remember_owner = 0
cgroup_controllers = []
namespaces = []
stdio_handler = "file"
migration_address = "0.0.0.0"
migration_host = "$(address "$1")"
default_tls_x509_cert_dir = "/etc/pki/qemu"
default_tls_x509_verify = 1
migrate_tls_x509_verify = 1
keepalive_interval = 5
keepalive_count = 5
E
}

images_pool() {
    printf '<pool type="dir"><name>images</name><uuid>%s</uuid><target><path>/var/lib/libvirt/images</path></target></pool>\n' "$(new_uuid)"
}
