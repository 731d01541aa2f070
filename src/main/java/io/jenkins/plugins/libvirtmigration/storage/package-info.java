/** Which disks both hosts see, which must be copied, and the images made for the copies. */
package io.jenkins.plugins.libvirtmigration.storage;
