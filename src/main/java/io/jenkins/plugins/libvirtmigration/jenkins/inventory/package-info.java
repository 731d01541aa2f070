/** The hypervisors that this Jenkins knows, who may use them, and the way from a name in a Jenkinsfile to a login. */
package io.jenkins.plugins.libvirtmigration.jenkins.inventory;
