/** A host as preparation sees it: fixed commands, files read and replaced, what the account may not see. */
package io.jenkins.plugins.libvirtmigration.preparation.host;
