/** Every reason why a migration would fail, found before a byte moves. */
package io.jenkins.plugins.libvirtmigration.preflight;
