/** The command line. */
package io.jenkins.plugins.libvirtmigration.cli;
