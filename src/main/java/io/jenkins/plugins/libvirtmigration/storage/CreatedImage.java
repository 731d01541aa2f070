package io.jenkins.plugins.libvirtmigration.storage;

/**
 * An image that a run made on the destination.
 *
 * @param capacity virtual size in bytes
 */
record CreatedImage(String path, String format, long capacity) {}
