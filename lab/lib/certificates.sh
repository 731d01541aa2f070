# shellcheck shell=bash
# A certificate authority of the lab's own, and per place one certificate that serves and asks:
# for libvirt on TLS port 16514 and for QEMU's encrypted migration stream.

CA=$DIR/hosts/ctl/ca
# RSA, for libvirt refuses a certificate without "key encipherment", which an elliptic key cannot state.
certtool_quietly() { certtool "$@" >/dev/null 2>&1 || die "certtool $* failed"; }

make_authority() {
    [[ -f $CA/cacert.pem ]] && return
    mkdir -p "$CA"
    printf 'cn=%s CA\nca\ncert_signing_key\nexpiration_days=30\n' "$LAB_NAME" > "$CA/template"
    certtool_quietly --generate-privkey --key-type rsa --bits 2048 --outfile "$CA/cakey.pem"
    certtool_quietly --generate-self-signed --load-privkey "$CA/cakey.pem" --template "$CA/template" --outfile "$CA/new.pem"
    mv "$CA/new.pem" "$CA/cacert.pem"
}

# make_certificate PLACE ADDRESS PKI: PKI becomes the place's /etc/pki.
make_certificate() {
    local place=$1 address=$2 pki=$3
    [[ -f $pki/qemu/client-cert.pem ]] && return
    mkdir -p "$pki"/{CA,libvirt/private,qemu}
    printf '%s\n' "cn=$place.lab.test" "dns_name=$place.lab.test" "dns_name=$place" "ip_address=$address" \
        tls_www_server tls_www_client signing_key encryption_key expiration_days=30 > "$pki/template"
    certtool_quietly --generate-privkey --key-type rsa --bits 2048 --outfile "$pki/key.pem"
    certtool_quietly --generate-certificate --load-privkey "$pki/key.pem" --load-ca-certificate "$CA/cacert.pem" \
        --load-ca-privkey "$CA/cakey.pem" --template "$pki/template" --outfile "$pki/cert.pem"
    cp "$CA/cacert.pem" "$pki/CA/cacert.pem"
    cp "$CA/cacert.pem" "$pki/qemu/ca-cert.pem"
    local role
    for role in server client; do
        cp "$pki/cert.pem" "$pki/libvirt/${role}cert.pem"
        cp "$pki/key.pem" "$pki/libvirt/private/${role}key.pem"
        cp "$pki/key.pem" "$pki/qemu/$role-key.pem"
        cp "$pki/cert.pem" "$pki/qemu/$role-cert.pem"
    done
    rm "$pki/cert.pem" "$pki/key.pem" "$pki/template"
}
