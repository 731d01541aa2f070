# shellcheck shell=bash
# Verbs on guests, and on what is inside a host.

verb_on() {
    (($# >= 2)) || usage_error "on HOST|ctl COMMAND..."
    local place=$1 replace=exec; shift
    [[ $place = ctl ]] || require_running "$place"
    enter "$place" "$@"
}

verb_define() { require_running "${1:-}"; virsh_on "$1" define /dev/stdin; }
verb_create() { require_running "${1:-}"; virsh_on "$1" create /dev/stdin; }

verb_guest() {
    (($# >= 3)) || usage_error "guest NAME HOST OCTET [options]"
    local name=$1 host=$2 octet=$3 uuid
    local disk size cache memory cpu machine bridge graphics agent transient autostart start arguments
    check_octet "$octet"
    require_running "$host"
    read_options "${@:4}"
    uuid=$(new_uuid)
    make_disk "$disk" "$octet" "$size" "$host"
    printf '%s' "$name" > "$DIR/guests/$octet" # tells `destroy` which disks are the guest's
    # By UUID from here on: a name may look like an option, a number or another guest's UUID.
    if [[ -n $transient ]]; then
        domain_xml "$name" "$octet" "$uuid" | virsh_on "$host" create /dev/stdin >/dev/null
    else
        domain_xml "$name" "$octet" "$uuid" | virsh_on "$host" define /dev/stdin >/dev/null
        [[ -z $autostart ]] || virsh_on "$host" autostart "$uuid" >/dev/null
        [[ -n $start ]] || return 0
        virsh_on "$host" start "$uuid" >/dev/null
    fi
    wait_until_answers "$octet" && { [[ -z $agent ]] || wait_for 30 agent_answers "$host" "$uuid"; } || die "$NETWORK.$octet does not answer; see its console: $DIR/hosts/$host/var/log/libvirt/guest-$octet.console"
}

# Few processes: one ping sends until the first answer, but also ends when the address cannot be resolved for 3 s.
wait_until_answers() {
    wait_for 60 enter ctl ping -n -q -c 1 -i 0.1 -w 10 "$NETWORK.$1" && wait_for 30 say "$1" true 5
}

agent_answers() { virsh_on "$1" qemu-agent-command --timeout 2 "$2" '{"execute":"guest-ping"}' </dev/null >/dev/null; }

# say OCTET LINE [SECONDS]: a line for the shell on the guest's TCP port 7; prints what it answers.
# `exit` makes the guest close: nc would wait for ever otherwise. Fails where no complete answer came.
say() {
    local answer
    answer=$(printf '%s\necho "end-of-answer $?"\nexit\n' "$2" | enter ctl timeout "${3:-10}" busybox nc -w "${3:-10}" "$NETWORK.$1" 7) || true
    [[ ${answer##*$'\n'} = 'end-of-answer '* ]] || { say_error "guest $1 did not answer within ${3:-10} s"; return 1; }
    local status=${answer##* }
    answer=${answer%end-of-answer*}
    printf '%s' "$answer"
    return "$status"
}
verb_say() { (($# >= 2)) || usage_error "say OCTET 'line' [timeout]"; check_octet "$1"; say "$@"; }

# uuid_on HOST NAME: compared as a whole, for virsh itself would take a name that looks like an id for one.
uuid_on() {
    virsh_on "$1" list --all --uuid --name </dev/null | NAME=$2 awk 'substr($0, 38) == ENVIRON["NAME"] { print $1 }'
}

verb_where() {
    (($# == 1)) || usage_error "where NAME"
    local host uuid
    for host in $(hosts); do
        running "$host" || continue
        uuid=$(uuid_on "$host" "$1") || { say_error "$host: libvirtd does not answer"; continue; }
        [[ -z $uuid ]] || echo "$host $(virsh_on "$host" domstate --reason "$uuid" </dev/null | head -n 1)"
    done
}

# remove_images HOST < virsh domblklist --details: also of domains that a test defined itself
remove_images() {
    local path
    while read -r _ _ _ path; do
        [[ $path != "$IMAGES"/* && $path != "$SHARED"/* ]] || enter "$1" rm -f -- "$path" </dev/null
    done
}

verb_destroy() {
    (($# == 1)) || usage_error "destroy NAME"
    local host uuid record
    for host in $(hosts); do
        running "$host" || continue
        uuid=$(uuid_on "$host" "$1") || continue
        [[ -n $uuid ]] || continue
        virsh_on "$host" domblklist --details "$uuid" </dev/null | awk '$1 == "file"' | remove_images "$host"
        virsh_on "$host" destroy "$uuid" >/dev/null 2>&1 </dev/null || true
        virsh_on "$host" undefine --managed-save --snapshots-metadata --nvram "$uuid" >/dev/null 2>&1 </dev/null || true # a transient one is gone already
    done
    for record in "$DIR"/guests/*; do
        [[ -f $record && $(<"$record") = "$1" ]] || continue
        remove_disks "${record##*/}"
        rm -f "$record"
    done
}
