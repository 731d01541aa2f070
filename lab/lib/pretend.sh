# shellcheck shell=bash
# A host that is older or weaker than the others, on one machine with one QEMU: libvirtd believes the cache of what it
# once probed of QEMU as long as the programs' times in it are right, so the rest of it can be edited. libvirt then
# reports it in `virsh version`, `domcapabilities` and CPU comparisons; QEMU itself is what it was.

PROBED=/var/cache/libvirt/qemu/capabilities
NEWER_MODELS='Westmere|SandyBridge|IvyBridge|Haswell|Broadwell|Skylake|Cascadelake|Icelake|Cooperlake|Snowridge|EPYC|Opteron_G[45]|Dhyana'

verb_pretend() {
    require_running "${1:-}"
    local host=$1 edit='' what
    shift
    for what in "${@:-}"; do
        case $what in
            default) ;;
            older-qemu) edit+='s|<version>[0-9]*</version>|<version>6001000</version>|' ;;
            no-machine) edit+="/<machine [^>]*name='pc-i440fx-7.2'/d" ;;
            # As a processor of the generation before: guests of the default model qemu64 still fit; those of Westmere, or
            # with the whole processor of another host, do not.
            lesser-cpu) edit+="s/\(<property name='\(sse4[.-][12]\|popcnt\|aes\|pclmulqdq\|erms\|umip\)'.* value='\)true'/\1false'/
                s/\(<cpu type='[a-z]*' name='\(${NEWER_MODELS//|/\\|}\)[^']*'.* usable='\)yes'/\1no'/" ;;
            *) usage_error "pretend HOST older-qemu|no-machine|lesser-cpu|default..." ;;
        esac
        edit+=$'\n'
    done
    virsh_on "$host" domcapabilities </dev/null >/dev/null # so that there is something to edit
    stop_daemon "$host" libvirtd
    # shellcheck disable=SC2016 # expanded inside
    enter "$host" sh -c '[ -d $0.true ] || cp -a $0 $0.true; rm -rf $0; cp -a $0.true $0; sed -i "$1" $0/*.xml' "$PROBED" "$edit"
    start_daemon "$host" libvirtd
    wait_for 60 libvirtd_answers "$host" || die "libvirtd on $host does not answer"
}
