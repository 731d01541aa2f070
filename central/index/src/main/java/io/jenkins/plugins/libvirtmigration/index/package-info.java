/** Annotation processing for the build that has only Maven Central. */
package io.jenkins.plugins.libvirtmigration.index;
