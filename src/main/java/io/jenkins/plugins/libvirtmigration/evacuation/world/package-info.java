/** What there is now: the hosts and their guests as their libvirt daemons tell it. */
package io.jenkins.plugins.libvirtmigration.evacuation.world;
