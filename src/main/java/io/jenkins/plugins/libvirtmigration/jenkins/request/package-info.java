/** What a step or a builder wants done, made from its parameters: kept over a restart, without a secret in it. */
package io.jenkins.plugins.libvirtmigration.jenkins.request;
