package io.jenkins.plugins.libvirtmigration.libvirt;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.libvirt.jna.LibvirtQemu;

/**
 * The native client library in this process: loaded once, quiet, and with an event loop, without which a connection's
 * keep-alive does nothing (virConnectSetKeepAlive).
 */
final class LibvirtLibrary {
    /** All text of libvirt is UTF-8, whatever this machine's locale is. */
    private static final Map<String, ?> OPTIONS = Map.of(Library.OPTION_STRING_ENCODING, "UTF-8");

    /** Found as libvirt.so or as libvirt.so.0: JNA takes the numbered name where the development link is missing. */
    private static final String NAME = "virt";

    private static LibvirtNative loaded;
    private static LibvirtQemu loadedQemu;

    private LibvirtLibrary() {}

    /** @throws LibvirtMissingException when this machine has no libvirt */
    static synchronized LibvirtNative get() {
        if (loaded == null) {
            loaded = start();
        }
        return loaded;
    }

    /** What is QEMU's own, in a library beside libvirt's. */
    static synchronized LibvirtQemu qemu() {
        if (loadedQemu == null) {
            loadedQemu = load(NAME + "-qemu", LibvirtQemu.class);
        }
        return loadedQemu;
    }

    private static LibvirtNative start() {
        LibvirtNative library = load(NAME, LibvirtNative.class);
        if (library.virInitialize() < 0) {
            throw new LibvirtCallException(library.virGetLastErrorCode(), library.virGetLastErrorMessage());
        }
        silence(library);
        if (library.virEventRegisterDefaultImpl() < 0) {
            throw new LibvirtCallException(library.virGetLastErrorCode(), library.virGetLastErrorMessage());
        }
        new EventLoop(library::virEventRunDefaultImpl, library::virGetLastErrorMessage).start();
        return library;
    }

    /**
     * By default libvirt prints each error to standard error. As the handler it gets its own virResetError, which is
     * called with the user data as its first argument and does nothing with NULL.
     */
    private static void silence(LibvirtNative library) {
        Pointer nothing = NativeLibrary.getInstance(NAME).getFunction("virResetError");
        library.virSetErrorFunc(null, nothing);
    }

    private static <T extends Library> T load(String name, Class<T> type) {
        try {
            return Native.load(name, type, OPTIONS);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            throw new LibvirtMissingException(
                    "libvirt's client library (lib" + name + ".so.0) is not on " + thisMachine()
                            + ", the machine that carries out the migration. Install it there: libvirt0 on Debian and"
                            + " Ubuntu, libvirt-libs on RHEL, Fedora and SUSE.",
                    e);
        }
    }

    private static String thisMachine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this machine";
        }
    }
}
