/** Tests that move real guests between real hypervisors; they want root and the lab (lab/README.md). */
package io.jenkins.plugins.libvirtmigration.lab;
