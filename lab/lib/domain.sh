# shellcheck shell=bash
# The XML of a guest.

# read_options OPTION...: into the variables below, for `guest` and `xml` alike.
read_options() {
    disk=none size=64M cache=none memory=128 cpu=qemu64 machine=pc-i440fx-7.2 bridge=br0
    graphics='' agent='' transient='' autostart='' start=yes arguments=''
    while (($#)); do
        case $1 in
            --transient) transient=yes; shift; continue ;;
            --autostart) autostart=yes; shift; continue ;;
            --no-start) start=''; shift; continue ;;
            --agent) agent=yes arguments+=' lab.agent'; shift; continue ;;
        esac
        (($# > 1)) || usage_error "option '$1' is unknown or lacks its value"
        case $1 in
            --disk) disk=$2; disk_path "$2" 0 >/dev/null ;;
            --size) size=$2 ;;
            --cache) cache=$2 ;;
            --memory) memory=$2 ;;
            --cpu) cpu=$2 ;;
            --machine) machine=$2 ;;
            --bridge) bridge=$2 ;;
            --graphics) graphics=$2 ;;
            --diskw) arguments+=" lab.diskw=$2" ;;
            --dirty) arguments+=" lab.dirty=${2/ /,}" ;;
            *) usage_error "unknown option '$1'" ;;
        esac
        shift 2
    done
    [[ -z $transient || -n $start ]] || usage_error "a transient guest is one that was started: not with --no-start"
}
check_octet() { if ! [[ ${1:-} =~ ^[1-9][0-9]{1,2}$ ]] || (($1 < 20 || $1 > 254)); then usage_error "OCTET is a number from 20 to 254, not '${1:-}'"; fi; }

# Any string becomes text; what XML or libvirt cannot hold (a newline in a name) is libvirt's to refuse.
# The dot keeps newlines at the end, which $() would drop.
escape() {
    local text
    text=$(printf '%s.' "$1" | sed "s/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/\"/\&quot;/g; s/'/\&apos;/g")
    printf '%s' "${text%.}"
}

# domain_xml NAME OCTET UUID, after read_options
domain_xml() {
    local name octet=$2 initrd=initrd
    name=$(escape "$1"; printf .)
    [[ -z $agent ]] || initrd='initrd-agent'
    cat <<E
<domain type='$(accelerator)'>
  <name>${name%.}</name>
  <uuid>$3</uuid>
  <memory unit='MiB'>$(escape "$memory")</memory>
  <vcpu>1</vcpu>
  <os>
    <type arch='x86_64' machine='$(escape "$machine")'>hvm</type>
    <kernel>/var/lib/libvirt/boot/vmlinuz</kernel>
    <initrd>/var/lib/libvirt/boot/$initrd</initrd>
    <cmdline>console=ttyS0 quiet panic=-1 mitigations=off nokaslr lab.name=guest-$octet lab.ip=$NETWORK.$octet$(escape "$arguments")</cmdline>
  </os>
  <features><acpi/></features>
  <cpu mode='custom' match='exact'><model>$(escape "$cpu")</model></cpu>
  <on_reboot>destroy</on_reboot>
  <on_crash>destroy</on_crash>
  <devices>
    <emulator>/usr/bin/qemu-system-x86_64</emulator>
$(disk_xml "$octet")
    <interface type='bridge'>
      <mac address='52:54:00:77:00:$(printf %02x "$octet")'/>
      <source bridge='$(escape "$bridge")'/>
      <model type='virtio'/>
      <rom enabled='no'/>
    </interface>
    <serial type='pty'><log file='/var/log/libvirt/guest-$octet.console' append='on'/></serial>
$([[ -z $agent ]] || echo "    <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>")
$([[ -z $graphics ]] || echo "    <graphics type='vnc' autoport='yes'><listen type='address' address='$(escape "$graphics")'/></graphics>")
    <memballoon model='none'/>
  </devices>
</domain>
E
}

disk_xml() {
    local source type=qcow2
    [[ $disk != none ]] || return 0
    if [[ $disk = nbd ]]; then
        type=raw source="<source protocol='nbd' name='guest-$1'><host name='$CONTROL_ADDRESS' port='$((10000 + $1))'/></source>"
    else
        [[ $disk != raw ]] || type=raw
        source="<source file='$(disk_path "$disk" "$1")'/>"
    fi
    cat <<E
    <disk type='$([[ $disk = nbd ]] && echo network || echo file)' device='disk'>
      <driver name='qemu' type='$type' cache='$(escape "$cache")'/>
      $source
      <target dev='vda' bus='virtio'/>
    </disk>
E
}

verb_xml() {
    (($# >= 2)) || usage_error "xml NAME OCTET [options]"
    local disk size cache memory cpu machine bridge graphics agent transient autostart start arguments
    check_octet "$2"
    read_options "${@:3}"
    domain_xml "$1" "$2" "$(new_uuid)"
}
