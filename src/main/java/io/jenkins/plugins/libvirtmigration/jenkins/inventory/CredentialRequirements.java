package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import java.util.List;

/** Which credential domains fit a host: an administrator may have said that a key is only for some hosts. */
final class CredentialRequirements {

    private CredentialRequirements() {}

    static List<DomainRequirement> of(String address, int port) {
        return URIRequirementBuilder.create()
                .withScheme("ssh")
                .withHostnamePort(address, port)
                .build();
    }
}
