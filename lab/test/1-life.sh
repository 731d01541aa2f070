# shellcheck shell=bash
# up and down, in good order and not.

test_up_twice_then_down() {
    local started=$SECONDS
    lab up
    ((SECONDS - started < 30)) || fail "up took 30 s or more; it is 3 s on two common cores"
    lab up
    expect '*h1*running*h2*running*h3*running*' status lab status
    lab down
    clean
}

test_down_without_up() { lab down; clean; }

test_everything_of_a_busy_lab_goes() {
    lab up
    lab guest g h1 50 --disk gluster --diskw 10
    lab guest n h2 51 --disk nbd --dirty '10 8'
    lab guest i h3 52 --disk incremental
    lab on ctl sleep 1000 2>/dev/null &
    lab shape h1 10mbit
    lab drop-ports h2
    lab cut h1 # with its disk on the shared file system, which now does not answer
    lab down
    wait $! 2>/dev/null || true
    clean
}

# At many moments, so that each of the half-made states is met.
test_killed_up_leaves_nothing() {
    local delay
    for delay in 0.05 0.15 0.25 0.35 0.45 0.55 0.65 0.8 1 1.3 1.6 2; do
        lab up & sleep "$delay"
        { kill -KILL $! && wait $!; } 2>/dev/null || true
        lab down
        clean
        sleep 0.5 # what was missed would show up now
        clean
    done
}

test_up_completes_a_killed_up() {
    local delay
    for delay in 0.3 0.7 1.1; do
        lab up 2>/dev/null & sleep "$delay"
        { kill -KILL $! && wait $!; } 2>/dev/null || true
        lab up
        expect h2.lab.test "h2 by ssh" lab on ctl ssh h2 hostname
        lab guest g h1 50
        lab down
        clean
    done
}

test_up_repairs() {
    lab up
    lab kill h1 libvirtd
    lab kill h2 sshd
    lab stop-host h3
    lab up
    local host
    for host in h1 h2 h3; do expect "qemu+ssh://$host/system" "$host" virsh -c "qemu+ssh://$host/system" uri; done
    lab down
}

test_dies_with_its_owner() {
    sleep 1000 > /dev/null 2>&1 & local owner=$!
    lab up 1 --owner "$owner"
    lab guest g h1 50
    { kill -KILL "$owner" && wait "$owner"; } 2>/dev/null || true
    within 60 nothing_left
}

test_owner_killed_during_up() {
    bash -c "'$HERE/lab' up --owner \$\$; exec sleep 60" > /dev/null 2>&1 & sleep 0.7
    { kill -KILL $! && wait $!; } 2>/dev/null || true
    within 60 nothing_left
}

test_dies_of_age() {
    LAB_LIFETIME=4 lab up 1
    within 60 nothing_left
}

test_two_labs_side_by_side() {
    lab up 2 & LAB_NAME=$OTHER lab up 2
    wait $!
    lab guest g h1 50
    LAB_NAME=$OTHER lab guest g h2 50
    expect 'h1 running (booted)' "in the first" lab where g
    lab down
    clean
    expect 'h2 running (booted)' "in the second, after the first is down" env LAB_NAME="$OTHER" "$HERE/lab" where g
    LAB_NAME=$OTHER lab down
    clean "$OTHER"
}
