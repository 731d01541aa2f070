/** One thing looked at on a host: what was found, what was expected, what mends it. */
package io.jenkins.plugins.libvirtmigration.check;
