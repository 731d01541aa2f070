/** libvirt's daemon: whether it answers, what it listens on, its settings, its certificates, and its restart. */
package io.jenkins.plugins.libvirtmigration.preparation.daemon;
