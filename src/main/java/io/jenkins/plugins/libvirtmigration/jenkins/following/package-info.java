/**
 * The controller's end of a work that an agent does: begins it, looks at it every other second without holding a thread,
 * and begins it again, as a look at the hosts, when the agent or Jenkins itself was started anew meanwhile.
 */
package io.jenkins.plugins.libvirtmigration.jenkins.following;
