package io.jenkins.plugins.libvirtmigration.report;

/**
 * What one of many runs came to.
 *
 * @param label short, for example #12
 * @param downtimeMillis the longest of the run; null where it is not known
 * @param durationMillis of all together; null where it is not known
 * @param failed whether something was not moved, was left undone or was not good enough
 */
public record TrendPoint(String label, Long downtimeMillis, Long durationMillis, boolean failed) {}
