/** Where every guest of a host goes, in which order, and every reason why not: pure computation, no hypervisor. */
package io.jenkins.plugins.libvirtmigration.evacuation.plan;
