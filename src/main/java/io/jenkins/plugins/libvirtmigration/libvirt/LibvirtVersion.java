package io.jenkins.plugins.libvirtmigration.libvirt;

/** A version as libvirt counts it: major * 1,000,000 + minor * 1,000 + release. */
public record LibvirtVersion(long number) implements Comparable<LibvirtVersion> {

    @Override
    public int compareTo(LibvirtVersion other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return number / 1_000_000 + "." + number / 1_000 % 1_000 + "." + number % 1_000;
    }
}
