/** What the steps give back to a Jenkinsfile: small, serialisable, and readable in the sandbox. */
package io.jenkins.plugins.libvirtmigration.jenkins.result;
