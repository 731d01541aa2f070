/** What the running guests themselves would suffer from, or keep from moving. */
package io.jenkins.plugins.libvirtmigration.preparation.guests;
