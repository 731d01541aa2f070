package hudson.remoting;

import java.io.Closeable;
import java.io.IOException;
import java.net.URL;

public class Channel implements VirtualChannel, IChannel, Closeable {
    private Channel() {}

    public boolean isClosingOrClosed() {
        throw new UnsupportedOperationException("declared only");
    }

    public boolean preloadJar(Callable<?, ?> callable, Class<?>... type) throws IOException, InterruptedException {
        throw new UnsupportedOperationException("declared only");
    }

    public boolean preloadJar(ClassLoader classLoader, Class<?>... type) throws IOException, InterruptedException {
        throw new UnsupportedOperationException("declared only");
    }

    public boolean preloadJar(ClassLoader classLoader, URL... uRLs) throws IOException, InterruptedException {
        throw new UnsupportedOperationException("declared only");
    }

    public <V, T extends Throwable> V call(Callable<V, T> callable) throws IOException, T, InterruptedException {
        throw new UnsupportedOperationException("declared only");
    }

    public <V, T extends Throwable> Future<V> callAsync(Callable<V, T> callable) throws IOException {
        throw new UnsupportedOperationException("declared only");
    }

    public void addListener(Listener listener) {
        throw new UnsupportedOperationException("declared only");
    }

    public boolean removeListener(Listener listener) {
        throw new UnsupportedOperationException("declared only");
    }

    public void close() throws IOException {
        throw new UnsupportedOperationException("declared only");
    }

    public void close(Throwable throwable) throws IOException {
        throw new UnsupportedOperationException("declared only");
    }

    public String getName() {
        throw new UnsupportedOperationException("declared only");
    }

    public static Channel current() {
        throw new UnsupportedOperationException("declared only");
    }

    public abstract static class Listener {
        public Listener() {}

        public void onClosed(Channel channel, IOException cause) {
            throw new UnsupportedOperationException("declared only");
        }
    }
}
