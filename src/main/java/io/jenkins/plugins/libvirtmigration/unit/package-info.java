/** Values with their unit: rates, sizes, times. */
package io.jenkins.plugins.libvirtmigration.unit;
