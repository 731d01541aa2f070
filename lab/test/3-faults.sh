# shellcheck shell=bash
# shellcheck disable=SC2016 # what is in single quotes is expanded inside
# Each fault shows, and goes away again.

ssh_works() { lab on ctl ssh -o ConnectTimeout=5 -o ControlMaster=no "$1" true; }

# From the first byte on: how long a login takes depends on the machine.
seconds_for_5_mb() {
    lab on ctl bash -c 'ssh h2 "head -c 5000000 /dev/zero" | { head -c 1 >/dev/null; time -p cat >/dev/null; }' 2>&1 | awk '/real/{print $2}'
}

test_links() {
    lab up 2
    lab cut h2
    refused '' ssh_works h2
    lab mend h2
    within 60 ssh_works h2
    local shaped free
    lab shape h2 20mbit
    shaped=$(seconds_for_5_mb)
    lab unshape h2
    free=$(seconds_for_5_mb)
    awk -v s="$shaped" -v f="$free" 'BEGIN { exit !(s > 1.6 && f < s / 2) }' || fail "5 MB took $shaped s at 20 Mbit/s, and $free s without a limit"
}

test_ports() {
    lab up 2
    # shellcheck disable=SC2317 # called below
    try() { lab on ctl timeout 2 bash -c 'exec 3<>/dev/tcp/10.77.0.12/49152'; }
    lab drop-ports h2
    expect '' "dropped: nothing is said for 2 s" try
    lab reject-ports h2
    refused 'Connection refused' try
    lab allow-ports h2
    lab guest g h1 50
    moved g 50 h1 h2
}

test_daemons() {
    lab up 2
    lab guest g h1 50
    lab kill h1 libvirtd
    refused '' lab on h1 virsh uri
    lab start h1 libvirtd
    expect 'h1 running (booted)' "guest after libvirtd's end" lab where g
    lab kill h1 sshd
    refused 'refused' ssh_works h1
    lab start h1 sshd
    ssh_works h1
    lab kill h1 qemu:g
    within 30 bash -c "[[ \$(LAB_NAME=$LAB_NAME '$HERE/lab' where g) = 'h1 shut off (crashed)' ]]"
}

test_power_cut() {
    lab up 2
    local before
    before=$(lab on h1 cat /etc/machine-id)
    lab guest g h1 50 --disk local
    lab guest a h1 51 --autostart
    lab stop-host h1
    refused '' ssh_works h1
    lab start-host h1
    ssh_works h1
    expect "$before" identity lab on h1 cat /etc/machine-id
    expect 'h1 shut off (*)' "guest after the boot" lab where g
    expect 'h1 running (booted)' "autostart" lab where a
    lab on h1 virsh -q start g
}

test_full_disk() {
    lab up 2
    lab guest g h1 50 --disk local --size 64M
    lab say 50 'dd if=/work/random of=/dev/vda bs=1M count=40 2>/dev/null || { dd if=/dev/urandom of=/dev/vda bs=1M count=40; }' 60 >/dev/null 2>&1
    lab fill h2 10M
    refused 'No space left' move g h1 h2 --copy-storage-all
    expect 'h1 running (*)' "guest after the failed copy" lab where g
    lab unfill h2
    lab on h2 rm -f /var/lib/libvirt/images/guest-50.qcow2
    move g h1 h2 --copy-storage-all
}

test_ssh_variants() {
    lab up 2
    lab rekey h2
    refused 'HOST IDENTIFICATION HAS CHANGED' ssh_works h2
    lab rekey h2 back
    ssh_works h2
    # What a client sees of the modes: a channel to the daemon's socket, or none.
    # shellcheck disable=SC2317 # called below
    local_socket() { lab on ctl bash -c 'rm -f $HOME/s; ssh -o ExitOnForwardFailure=yes -L $HOME/s:/run/libvirt/libvirt-sock h2 sleep 3 & sleep 1; virsh -q -c "qemu+unix:///system?socket=$HOME/s" hostname'; }
    expect h2.lab.test "through the socket" local_socket
    lab sshd h2 no-streamlocal
    refused '' local_socket
    lab sshd h2 default
    expect h2.lab.test "through the socket" local_socket
}

test_pretended_capabilities() {
    lab up 1
    # shellcheck disable=SC2317 # called below
    machine() { lab on h1 virsh -q domcapabilities --virttype qemu --machine pc-i440fx-7.2; }
    local before
    before=$(lab on h1 virsh version)
    lab pretend h1 older-qemu
    expect '*QEMU 6.1.0*' version lab on h1 virsh version
    lab pretend h1 no-machine
    refused 'pc-i440fx-7.2' machine
    lab pretend h1 lesser-cpu
    expect "*usable='no'*>Westmere<*" model machine
    lab pretend h1 default
    expect "*usable='yes'*>Westmere<*" model machine
    expect "$before" "version as before" lab on h1 virsh version
}

test_no_trust() {
    LAB_TRUST=none lab up 2
    refused 'verification failed' lab on h1 ssh -o BatchMode=yes h2 true
    ssh_works h1
}
