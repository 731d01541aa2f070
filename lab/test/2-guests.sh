# shellcheck shell=bash
# shellcheck disable=SC2016 # what is in single quotes is expanded inside
# Guests of each kind run and can be moved, and prove that they were never restarted.

move() { # NAME FROM TO [virsh migrate options]
    local name=$1 from=$2 to=$3; shift 3
    virsh -c "qemu+ssh://root@$from/system" migrate --live --persistent --undefinesource "$@" --domain "$name" --desturi "qemu+ssh://root@$to/system"
}

# moved NAME OCTET FROM TO [options]: same boot id, more uptime, more disk writes, which are on the disk.
moved() {
    local name=$1 octet=$2 from=$3 to=$4 before after written; shift 4
    before=$(lab say "$octet" ident)
    move "$name" "$from" "$to" "$@"
    expect "$to running (migrated)" "where $name is" lab where "$name"
    sleep 0.5
    after=$(lab say "$octet" ident)
    [[ ${before%% *} = "${after%% *}" ]] || fail "$name was restarted: '$before', '$after'"
    awk -v a="$before" -v b="$after" 'BEGIN { split(a, x); split(b, y); exit !(y[2] > x[2] && (x[3] == 0 || y[3] > x[3])) }' || fail "$name stands still: '$before', '$after'"
    written=$(lab say "$octet" diskread 2>/dev/null || echo 0)
    ((written >= ${after##* })) || fail "$name: sequence ${after##* }, but $written on the disk"
}

test_disks() {
    lab up
    lab guest none h1 50
    moved none 50 h1 h2
    lab guest gluster h1 51 --disk gluster --diskw 10
    moved gluster 51 h1 h2
    lab guest nbd h1 52 --disk nbd --diskw 10
    moved nbd 52 h1 h2
    lab guest local h1 53 --disk local --diskw 10
    moved local 53 h1 h2 --copy-storage-all
    lab guest raw h1 54 --disk raw --diskw 10
    moved raw 54 h1 h2 --copy-storage-all
    lab guest inc h1 55 --disk incremental --diskw 10
    lab on h2 qemu-img create -q -f qcow2 -F qcow2 -b /var/lib/libvirt/images/base-55.qcow2 /var/lib/libvirt/images/guest-55.qcow2
    moved inc 55 h1 h2 --copy-storage-inc
    local name
    for name in none gluster nbd local raw inc; do lab destroy "$name"; expect '' "where $name is" lab where "$name"; done
    expect '' "disks left" lab on h1 find /var/lib/libvirt/images /var/lib/libvirt/shared -name '*-5?.*'
    expect '' "disks left" lab on h2 find /var/lib/libvirt/images -name '*-5?.*'
}

test_on() {
    lab up 1
    expect 'in: h1.lab.test' "stdin and host" lab on h1 sh -c 'echo "in: $(cat)"' <<< h1.lab.test
    local status=0 place
    for place in h1 ctl; do
        status=0; lab on "$place" sh -c 'exit 7' || status=$?
        ((status == 7)) || fail "exit code on $place: $status"
    done
    expect "$PWD" "folder in ctl" lab on ctl pwd
    expect "$(lab path dir)/hosts/ctl/home" "HOME in ctl" lab on ctl sh -c 'echo $HOME'
    expect "$(cat /root/.m2/* 2>/dev/null | sha256sum)" "the machine's /root" lab on ctl sh -c 'cat /root/.m2/* 2>/dev/null | sha256sum'
    expect '10.77.0.13 *h3.lab.test*' "names" lab on ctl getent hosts h3
    expect 'x' "ssh with the lab's key and known_hosts" ssh_as_path_says
    refused "no host 'h4'" lab on h4 true
}

# As tests do that run in ctl.
test_verbs_from_ctl() {
    lab up 2
    inside() { lab on ctl "$HERE/lab" "$@"; }
    inside stop-host h1
    inside start-host h1
    inside guest g h1 50 --disk nbd
    expect 'h1 running (booted)' "as seen from outside" lab where g
    expect h1.lab.test "and inside" inside on h1 hostname
    inside destroy g
    refused 'from outside' inside down
    inside up 3
    expect h3.lab.test "a host made from inside, seen from outside" lab on h3 hostname
    lab down
    clean
}
ssh_as_path_says() {
    lab on ctl ssh -F none -o BatchMode=yes -o IdentitiesOnly=yes -i "$(lab path identity)" -o UserKnownHostsFile="$(lab path known-hosts)" root@10.77.0.11 echo x
}

test_ways_to_connect() {
    lab up
    lab guest tls h1 60
    lab on h1 virsh -q migrate --live --p2p --persistent --undefinesource --tls tls qemu+tls://h2.lab.test/system
    lab on h2 virsh -q migrate --live --p2p --persistent --undefinesource tls qemu+ssh://root@h3.lab.test/system
    expect 'h3 running (migrated)' tls lab where tls
    expect 'qemu+tls://h2/system' "TLS from ctl" virsh -c qemu+tls://h2/system uri
    expect 'qemu+ssh://kvmop@h1/system' "a user in the group" virsh -c qemu+ssh://kvmop@h1/system uri
    refused 'Permission denied' virsh -c qemu+ssh://plain@h1/system uri
    expect '*failed to connect*TLS*' "TLS without a certificate" lab on ctl sh -c 'unshare -m sh -c "mount -t tmpfs t /etc/pki/libvirt; virsh -q -c qemu+tls://h2/system uri"'
    refused 'Connection refused' lab on ctl bash -c 'exec 3<>/dev/tcp/10.77.0.12/16509'
}

test_options() {
    lab up 2
    lab guest t h1 61 --transient --dirty '20 16'
    expect no persistent lab on h1 sh -c "virsh dominfo t | awk '/Persistent/{print \$2}'"
    lab guest a h1 62 --agent --autostart --graphics 10.77.0.11
    expect '{"return":{}}' agent lab on h1 virsh -q qemu-agent-command a '{"execute":"guest-ping"}'
    expect 'vnc://10.77.0.11:*' graphics lab on h1 virsh -q domdisplay a
    lab guest w h1 63 --no-start --cpu Westmere --machine pc-q35-7.1 --memory 96
    expect 'h1 shut off (unknown)' "no start" lab where w
    refused 'no-such-bridge' lab guest b h1 64 --bridge no-such-bridge
    lab xml w 63 | sed 's/<name>.*</<name>edited</' | lab create h2 >/dev/null
    expect 'h2 running (booted)' edited lab where edited
}

test_hostile_names() {
    lab up 2
    local name octet=70 names=('$(touch x)' "a'b\"c" -dash --help ' two  spaces' '<&>' 'ünï' 1 '`id`;|' 'trailing ')
    for name in "${names[@]}"; do
        lab guest "$name" h1 $((++octet)) --no-start --disk local
        expect 'h1 shut off (unknown)' "$name" lab where "$name"
    done
    lab guest -dash-runs h1 90
    lab kill h1 qemu:-dash-runs
    within 30 bash -c "[[ \$(LAB_NAME=$LAB_NAME '$HERE/lab' where -dash-runs) = 'h1 shut off'* ]]"
    for name in "${names[@]}" -dash-runs; do lab destroy "$name"; done
    expect '' "all destroyed" lab on h1 virsh -q list --all
    expect '' "disks left" lab on h1 find /var/lib/libvirt/images -name 'guest-*'
    refused "cannot contain '/'" lab guest a/b h1 93 --no-start
    refused 'invalid char in name' lab guest $'a\nb' h1 91 --no-start
    refused 'too long' lab guest "$(printf 'x%.0s' {1..1000})" h1 92 --no-start
}

test_five_at_once() {
    lab up 2
    local i jobs=()
    for i in 1 2 3 4 5; do lab guest "five$i" h1 $((100 + i)) --disk gluster --diskw 5 & jobs+=($!); done
    for i in "${jobs[@]}"; do wait "$i"; done
    for i in 1 2 3 4 5; do expect 'h1 running (booted)' "five$i" lab where "five$i"; done
}
