/** SSH from host to host, as a peer-to-peer migration uses it: whose keys are known, and who may log in with what. */
package io.jenkins.plugins.libvirtmigration.preparation.ssh;
