/** What a Jenkinsfile can say. */
package io.jenkins.plugins.libvirtmigration.jenkins.steps;
