/** Emptying a host under limits, proving that it is empty, and bringing its guests home again. */
package io.jenkins.plugins.libvirtmigration.evacuation;
