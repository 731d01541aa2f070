/** Build steps of freestyle jobs. They hold the Pipeline step of the same purpose, and do the same with it. */
package io.jenkins.plugins.libvirtmigration.jenkins.freestyle;
