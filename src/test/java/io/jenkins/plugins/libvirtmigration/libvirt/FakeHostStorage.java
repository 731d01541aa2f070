package io.jenkins.plugins.libvirtmigration.libvirt;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Directories in memory. A {@link Store} given to two hosts under one path is a shared file system; two stores are two
 * local disks.
 */
public final class FakeHostStorage implements HostStorage {
    private static final int INTERNAL_ERROR = 1;
    private static final int NO_STORAGE_VOL = 50;

    private final Map<String, Store> mounted = Collections.synchronizedMap(new LinkedHashMap<>());

    /** How many directory handles are open. */
    public int open;

    public FakeHostStorage mount(String directory, Store store) {
        mounted.put(directory, store);
        return this;
    }

    @Override
    public Directory open(String directory) {
        Store store = mounted.get(directory);
        if (store == null) {
            throw new LibvirtCallException(
                    INTERNAL_ERROR, "cannot open directory '" + directory + "': No such file or directory");
        }
        open++;
        return new Directory() {
            @Override
            public long availableBytes() {
                return store.availableBytes;
            }

            @Override
            public Optional<Image> find(String name) {
                return Optional.ofNullable(store.hidden ? null : store.images.get(name))
                        .map(image -> new Image(
                                directory + "/" + name, image.format(), image.capacity(), image.allocation()));
            }

            @Override
            public void create(String name, ImageSpec spec) {
                if (store.createFailure != null) {
                    throw store.createFailure;
                }
                if (store.images.containsKey(name)) {
                    throw new LibvirtCallException(
                            LibvirtCallException.STORAGE_VOLUME_EXISTS, "storage volume '" + name + "' exists already");
                }
                store.put(name, spec.format(), spec.capacity(), 0);
                store.specs.put(name, spec);
            }

            @Override
            public void delete(String name) {
                if (store.deleteFailure != null) {
                    throw store.deleteFailure;
                }
                if (store.images.remove(name) == null) {
                    throw new LibvirtCallException(NO_STORAGE_VOL, "Storage volume not found: " + name);
                }
            }

            @Override
            public String lastChange(String name) {
                return content(name).changed;
            }

            @Override
            public void read(String name, long most, Sink sink) {
                if (store.readFailure != null) {
                    throw store.readFailure;
                }
                byte[] bytes = content(name).bytes;
                int size = (int) (most == 0 ? bytes.length : Math.min(most, bytes.length));
                sink.data(Arrays.copyOf(bytes, size), size);
                sink.hole(content(name).hole);
            }

            private Content content(String name) {
                return store.contents.computeIfAbsent(name, any -> new Content());
            }

            @Override
            public Upload write(String name) {
                Content content = content(name);
                content.bytes = new byte[0];
                content.hole = 0;
                return new Upload() {
                    @Override
                    public void data(byte[] piece, int length) {
                        int before = content.bytes.length;
                        content.bytes = Arrays.copyOf(content.bytes, before + length);
                        System.arraycopy(piece, 0, content.bytes, before, length);
                        if (store.corrupts) {
                            content.bytes[before] ^= 1;
                        }
                    }

                    @Override
                    public void hole(long length) {
                        content.hole += length;
                    }

                    @Override
                    public void finish() {
                        content.finished = true;
                        store.onWritten.run();
                    }

                    @Override
                    public void close() {
                        // what was written stays
                    }
                };
            }

            @Override
            public void close() {
                open--;
            }
        };
    }

    /** What is in a file: bytes, and a hole after them. */
    public static final class Content {
        public byte[] bytes = new byte[0];
        public long hole;
        public String changed = "1.0";
        public boolean finished;
    }

    /** The contents of a file system. */
    public static final class Store {
        public final Map<String, Image> images = Collections.synchronizedMap(new LinkedHashMap<>());
        /** What was asked of {@link Directory#create}. */
        public final Map<String, ImageSpec> specs = Collections.synchronizedMap(new LinkedHashMap<>());

        public long availableBytes = 100L << 30;
        /** True: nothing is found, whatever is there. */
        public boolean hidden;

        public final Map<String, Content> contents = Collections.synchronizedMap(new LinkedHashMap<>());
        /** True: what is written comes out otherwise. */
        public boolean corrupts;

        public Runnable onWritten = () -> {};
        public RuntimeException readFailure;
        public RuntimeException createFailure;
        public RuntimeException deleteFailure;

        public Store put(String name, String format, long capacity, long allocation) {
            images.put(name, new Image(name, format, capacity, allocation));
            return this;
        }
    }
}
