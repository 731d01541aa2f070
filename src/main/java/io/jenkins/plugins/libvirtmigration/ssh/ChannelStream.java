package io.jenkins.plugins.libvirtmigration.ssh;

import java.io.InputStream;
import java.io.OutputStream;

/** A socket of the host. */
final class ChannelStream implements RemoteStream {
    private final DirectChannel channel;

    ChannelStream(DirectChannel channel) {
        this.channel = channel;
    }

    @Override
    public InputStream input() {
        return channel.getInputStream();
    }

    @Override
    public OutputStream output() {
        return channel.getOutputStream();
    }

    @Override
    public String complaint() {
        return "";
    }

    @Override
    public void close() {
        channel.closeSoon();
    }
}
