# shellcheck shell=bash
# The QEMU that hosts run, where the machine's own would lose a guest's writes.
#
# Until 9.0, a migration of an emulated (TCG) guest forgot to tell the emulated CPU that pages were to be watched anew:
# "physmem: Fix migration dirty bitmap coherency with TCG memory access". Guests were seen to hang or to panic after one
# of 20 to 60 moves. KVM guests were never concerned. So where the machine has an older one, the hosts get that of
# Debian's backports: unpacked into the cache and mounted over theirs, never installed.

EMULATOR=$CACHE/emulator
EMULATOR_PACKAGES=(qemu-system-x86 qemu-system-common qemu-system-data)
EMULATOR_FILES=(usr/bin/qemu-system-x86_64 usr/bin/qemu-system-i386 usr/lib/x86_64-linux-gnu/qemu usr/share/qemu)

emulator_is_sound() { (($(qemu-system-x86_64 --version | sed -n 's/.*version \([0-9]*\)\..*/\1/p') >= 9)); }

# The mirror that this machine uses for its own release, and that release's name.
mirror_and_release() {
    # shellcheck disable=SC1091,SC2016 # apt expands them
    ( . /etc/os-release && apt-get indextargets --format '$(SITE) $(CODENAME) $(COMPONENT)' 'Created-By: Packages' |
        awk -v release="$VERSION_CODENAME" '$2 == release && $3 == "main" {print $1, $2; exit}' )
}

fetch_emulator() (
    [[ ! -d $EMULATOR ]] && ! emulator_is_sound || return 0
    work=$(mktemp -d "$CACHE/emulator.XXXXXX")
    chmod 755 "$work" # apt downloads as a user of its own
    trap 'rm -rf "$work"' EXIT
    cd "$work" || exit
    read -r mirror release < <(mirror_and_release) || die "apt knows no mirror of this machine's release (apt-get update)"
    echo "deb $mirror $release-backports main" > list
    mkdir -p lists/partial archives/partial unpacked
    apart=(-o Dir::Etc::sourcelist="$work/list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$work/lists"
        -o Dir::Cache="$work")
    apt_get "${apart[@]}" update >&2
    apt_get "${apart[@]}" download "${EMULATOR_PACKAGES[@]}" >&2
    for package in ./*.deb; do dpkg -x "$package" unpacked; done
    mv unpacked "$EMULATOR"
)

# In a host, before its libvirtd probes what there is: an emulator that finds only the other one's modules is probed anew
# with every connection.
use_sound_emulator() {
    local path
    [[ -d $EMULATOR ]] || return 0
    for path in "${EMULATOR_FILES[@]}"; do mount --bind "$EMULATOR/$path" "/$path"; done
}
