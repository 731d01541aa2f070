/** Guests that are powered off, or are to be: shut down in good order, carried over without running, started again. */
package io.jenkins.plugins.libvirtmigration.offline;
