/** What somebody asked for: one move, how the data travels, how long it may take. */
package io.jenkins.plugins.libvirtmigration.request;
