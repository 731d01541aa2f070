/** What a build and a job show of their migrations: pages, figures over the builds, and the same for programs. */
package io.jenkins.plugins.libvirtmigration.jenkins.report;
