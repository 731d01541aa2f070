/** Whether hosts find each other by name, and agree on the time. */
package io.jenkins.plugins.libvirtmigration.preparation.names;
