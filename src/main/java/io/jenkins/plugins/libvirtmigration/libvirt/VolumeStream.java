package io.jenkins.plugins.libvirtmigration.libvirt;

import com.sun.jna.ptr.LongByReference;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import java.nio.ByteBuffer;
import java.util.function.BiFunction;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.StorageVolPointer;
import org.libvirt.jna.StreamPointer;

/**
 * A file of a storage volume on its way to or from a host. Each piece is a call of its own, so that closing the connection
 * ends it; holes are carried as such (VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM, libvirt 3.4).
 */
final class VolumeStream implements HostStorage.Upload {
    private static final int SPARSE = 1;
    private static final int STOP_AT_HOLE = 1;
    private static final int AT_HOLE = -3;

    /** VIR_NET_MESSAGE_LEGACY_PAYLOAD_MAX: what the protocol carries in one message. */
    private static final int PIECE = 262_120;

    private final NativeConnection connection;
    private final StreamPointer stream;
    private final Gate gate;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(PIECE);
    private boolean ended;

    private VolumeStream(NativeConnection connection, LibvirtNative libvirt, StreamPointer stream) {
        this.connection = connection;
        this.stream = stream;
        this.gate = new Gate(() -> libvirt.virStreamFree(stream));
        connection.adopt(gate);
    }

    private static VolumeStream open(NativeConnection connection) {
        return connection.callWithPatience((libvirt, pointer) ->
                new VolumeStream(connection, libvirt, connection.checked(libvirt.virStreamNew(pointer, 0))));
    }

    /** @param most bytes, 0 for all */
    static VolumeStream download(NativeConnection connection, StorageVolPointer volume, long most) {
        VolumeStream opened = open(connection);
        opened.begin((libvirt, stream) -> libvirt.virStorageVolDownload(volume, stream, 0, most, SPARSE));
        return opened;
    }

    static VolumeStream upload(NativeConnection connection, StorageVolPointer volume) {
        VolumeStream opened = open(connection);
        opened.begin((libvirt, stream) -> libvirt.virStorageVolUpload(volume, stream, 0, 0, SPARSE));
        return opened;
    }

    private void begin(BiFunction<LibvirtNative, StreamPointer, Integer> start) {
        try {
            call((libvirt, pointer) -> connection.checked(start.apply(libvirt, pointer)));
        } catch (RuntimeException e) {
            ended = true; // nothing to abort: it never began
            close();
            throw e;
        }
    }

    private <T> T call(BiFunction<LibvirtNative, StreamPointer, T> call) {
        return connection.callWithPatience((libvirt, ignored) -> {
            if (!gate.enter()) {
                throw new IllegalStateException("The stream was closed.");
            }
            try {
                return call.apply(libvirt, stream);
            } finally {
                gate.leave();
            }
        });
    }

    void readTo(HostStorage.Sink sink) {
        byte[] piece = new byte[PIECE];
        while (true) {
            int got = call((libvirt, pointer) -> {
                int received = libvirt.virStreamRecvFlags(pointer, buffer, new SizeT(PIECE), STOP_AT_HOLE);
                return received == AT_HOLE ? AT_HOLE : connection.checked(received);
            });
            if (got == AT_HOLE) {
                LongByReference length = new LongByReference();
                call((libvirt, pointer) -> connection.checked(libvirt.virStreamRecvHole(pointer, length, 0)));
                sink.hole(length.getValue());
            } else if (got == 0) {
                finish();
                return;
            } else {
                buffer.get(0, piece, 0, got);
                sink.data(piece, got);
            }
        }
    }

    @Override
    public void data(byte[] piece, int length) {
        int sent = 0;
        while (sent < length) {
            int size = Math.min(length - sent, PIECE);
            buffer.put(0, piece, sent, size);
            sent += call(
                    (libvirt, pointer) -> connection.checked(libvirt.virStreamSend(pointer, buffer, new SizeT(size))));
        }
    }

    @Override
    public void hole(long length) {
        call((libvirt, pointer) -> connection.checked(libvirt.virStreamSendHole(pointer, length, 0)));
    }

    @Override
    public void finish() {
        ended = true; // whatever comes of it, an abort afterwards is an error
        call((libvirt, pointer) -> connection.checked(libvirt.virStreamFinish(pointer)));
    }

    @Override
    public void close() {
        try {
            if (!ended) {
                ended = true;
                call((libvirt, pointer) -> libvirt.virStreamAbort(pointer));
            }
        } catch (HypervisorUnreachableException | IllegalStateException e) {
            // the host is gone, and the stream with it
            ended = true;
        } finally {
            connection.disown(gate);
            gate.close();
        }
    }
}
