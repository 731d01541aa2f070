/** Whether what runs on one host can run on the other: identity, versions, processors, machine types, networks. */
package io.jenkins.plugins.libvirtmigration.preparation.compatibility;
