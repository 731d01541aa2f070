/** What a host and its peers need for live migration: looked at, and on request made. */
package io.jenkins.plugins.libvirtmigration.preparation;
