/** Measures one move against virsh; started by bench/move. */
package io.jenkins.plugins.libvirtmigration.bench;
