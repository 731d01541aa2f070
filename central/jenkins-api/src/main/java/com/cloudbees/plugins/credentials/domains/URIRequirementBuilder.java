package com.cloudbees.plugins.credentials.domains;

import java.util.List;

public class URIRequirementBuilder {
    private URIRequirementBuilder() {}

    public static URIRequirementBuilder create() {
        throw new UnsupportedOperationException("declared only");
    }

    public URIRequirementBuilder withScheme(String scheme) {
        throw new UnsupportedOperationException("declared only");
    }

    public URIRequirementBuilder withHostnamePort(String hostname, int port) {
        throw new UnsupportedOperationException("declared only");
    }

    public List<DomainRequirement> build() {
        throw new UnsupportedOperationException("declared only");
    }
}
