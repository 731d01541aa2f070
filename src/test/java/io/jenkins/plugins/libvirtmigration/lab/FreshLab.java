package io.jenkins.plugins.libvirtmigration.lab;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A lab for each test, given to the constructor of its class and taken down afterwards: for tests that change what its
 * hosts trust, which the lab gives them only when it comes up anew.
 */
class FreshLab implements ParameterResolver, AfterEachCallback {
    private Lab lab;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Lab.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        lab = Lab.up();
        return lab;
    }

    Lab lab() {
        return lab;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        lab.run("down");
    }
}
