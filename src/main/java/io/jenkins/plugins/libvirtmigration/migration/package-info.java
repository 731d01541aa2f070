/** Moving one running domain: start, follow, help to converge, end, and prove. */
package io.jenkins.plugins.libvirtmigration.migration;
