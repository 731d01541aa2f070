package io.jenkins.plugins.libvirtmigration.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.Session;

/** A program on the host. */
final class ProgramStream implements RemoteStream {
    private static final int COMPLAINT_BYTES = 4096;
    private static final int END_SECONDS = 2;

    private final Session session;
    private final Session.Command command;

    ProgramStream(Session session, Session.Command command) {
        this.session = session;
        this.command = command;
    }

    @Override
    public InputStream input() {
        return command.getInputStream();
    }

    @Override
    public OutputStream output() {
        return command.getOutputStream();
    }

    @Override
    public String complaint() {
        try {
            command.join(END_SECONDS, TimeUnit.SECONDS);
        } catch (ConnectionException e) {
            // it goes on, or the connection is lost: what it wrote so far is what there is
        }
        try {
            InputStream errors = command.getErrorStream();
            byte[] bytes = errors.readNBytes(Math.min(errors.available(), COMPLAINT_BYTES));
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (IOException e) {
            // the connection is lost, and the channel with it
        }
    }
}
