package io.jenkins.plugins.libvirtmigration.libvirt;

import java.util.Optional;

/** What libvirt's storage driver can do on a host: works for any user who may use libvirt, without a shell. */
public interface HostStorage {

    /**
     * A directory seen through a storage pool: one that is there already, else a transient one made for as long as this
     * handle is open (closing it never touches a file).
     */
    Directory open(String directory);

    /** A directory on the host; closing it ends the transient pool if one was made. */
    interface Directory extends AutoCloseable {
        /** Bytes free in the file system of the directory. */
        long availableBytes();

        /** Looks afresh; the name has no slash. */
        Optional<Image> find(String name);

        /** Creates an image of exactly that virtual size, with nothing allocated ahead where the format allows it. */
        void create(String name, ImageSpec spec);

        void delete(String name);

        /**
         * When the file was last changed, in libvirt's words; equal words before and after mean that nobody wrote to it.
         */
        String lastChange(String name);

        /**
         * Reads a file as it lies on the disk, headers and all; holes are told as such.
         *
         * @param most bytes, 0 for all of them
         * @param sink ends the reading by an exception
         */
        void read(String name, long most, Sink sink);

        /** Begins to write a file that is there, and empty, from its beginning. */
        Upload write(String name);

        @Override
        void close();
    }

    /** Gets a file piece by piece. */
    interface Sink {
        /** @param piece is filled anew afterwards */
        void data(byte[] piece, int length);

        void hole(long length);
    }

    /** A file that is being written. */
    interface Upload extends Sink, AutoCloseable {
        /** All was given: waits until the daemon has it. */
        void finish();

        /** Ends the writing where it was not finished. Never throws. */
        @Override
        void close();
    }

    /** Sizes in bytes. */
    record Image(String path, String format, long capacity, long allocation) {}

    /**
     * @param format raw or qcow2
     * @param capacity virtual size in bytes
     * @param backingPath the base image, for an incremental copy
     */
    record ImageSpec(String format, long capacity, Optional<String> backingPath, Optional<String> backingFormat) {}
}
