/** SSH with the key in memory and host keys that are always checked. */
package io.jenkins.plugins.libvirtmigration.ssh;
