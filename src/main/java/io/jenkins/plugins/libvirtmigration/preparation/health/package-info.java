/** Whether the host is well: disks, links, memory, space. A sick source is the more reason to move its guests. */
package io.jenkins.plugins.libvirtmigration.preparation.health;
