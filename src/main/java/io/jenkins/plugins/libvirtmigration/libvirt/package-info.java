/** libvirt through libvirt-java's mapping and the few calls that it lacks, over a tunnel that SSH carries. */
package io.jenkins.plugins.libvirtmigration.libvirt;
