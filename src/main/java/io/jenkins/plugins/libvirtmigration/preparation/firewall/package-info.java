/** The ports of migrations: reachable for the peers, and for nobody else. */
package io.jenkins.plugins.libvirtmigration.preparation.firewall;
