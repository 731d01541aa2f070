/** A host as one names it, and that it does not answer: what every way of reaching it has in common. */
package io.jenkins.plugins.libvirtmigration.host;
