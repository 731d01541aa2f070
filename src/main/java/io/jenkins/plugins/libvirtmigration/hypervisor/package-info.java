/** A host that runs virtual machines: its address, and one authenticated way in. */
package io.jenkins.plugins.libvirtmigration.hypervisor;
