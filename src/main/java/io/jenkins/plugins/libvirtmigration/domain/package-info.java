/** What a domain's XML says, read as hostile input. */
package io.jenkins.plugins.libvirtmigration.domain;
