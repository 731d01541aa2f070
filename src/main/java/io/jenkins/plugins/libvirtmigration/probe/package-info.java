/** How long a guest was silent, measured from outside. */
package io.jenkins.plugins.libvirtmigration.probe;
