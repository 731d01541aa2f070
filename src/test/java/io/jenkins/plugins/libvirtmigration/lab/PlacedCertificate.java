package io.jenkins.plugins.libvirtmigration.lab;

/** A certificate of the lab's authority in all four places of a host, with its key, as an administrator puts them there. */
final class PlacedCertificate {
    private PlacedCertificate() {}

    /** @param template what it says, in lines of certtool */
    static void on(Lab lab, String host, String template) {
        String made = lab.script(
                "ctl",
                """
                set -eu
                d=$(mktemp -d)
                printf "$1" > "$d/template"
                certtool --generate-privkey --key-type rsa --bits 2048 --outfile "$d/key" 2>/dev/null
                certtool --generate-certificate --load-privkey "$d/key" --load-ca-certificate "$2/cacert.pem" \
                    --load-ca-privkey "$2/cakey.pem" --template "$d/template" --outfile "$d/certificate" 2>/dev/null
                cat "$d/certificate" "$d/key"
                rm -r "$d"
                """,
                template + "tls_www_server\\ntls_www_client\\nencryption_key\\nsigning_key\\n",
                lab.ask("path", "ca"));
        lab.script(host, """
                set -eu
                umask 077
                mkdir -p /etc/pki/CA /etc/pki/qemu /etc/pki/libvirt/private
                printf %s "$2" | tee /etc/pki/CA/cacert.pem > /etc/pki/qemu/ca-cert.pem
                for role in server client; do
                    printf %s "$1" | tee /etc/pki/libvirt/${role}cert.pem > /etc/pki/qemu/$role-cert.pem
                    printf %s "$1" | tee /etc/pki/libvirt/private/${role}key.pem > /etc/pki/qemu/$role-key.pem
                done
                """, made, lab.on("ctl", "cat", lab.ask("path", "ca") + "/cacert.pem"));
    }
}
