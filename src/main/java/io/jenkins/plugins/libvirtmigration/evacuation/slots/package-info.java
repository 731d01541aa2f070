/** How many moves may be under way at once, and what they were promised: across all processes of a machine. */
package io.jenkins.plugins.libvirtmigration.evacuation.slots;
