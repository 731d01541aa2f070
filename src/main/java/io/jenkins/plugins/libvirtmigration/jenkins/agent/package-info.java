/**
 * The engine at work in an agent's JVM, and how the controller starts it, looks at it and ends it. Everything here may
 * be lost with the agent: what is true is then asked of the hosts again.
 */
package io.jenkins.plugins.libvirtmigration.jenkins.agent;
