/** X.509 certificates: made with a user's authority, and judged. */
package io.jenkins.plugins.libvirtmigration.preparation.certificate;
