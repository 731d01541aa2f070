package io.jenkins.plugins.libvirtmigration.probe;

import io.jenkins.plugins.libvirtmigration.request.ProbeRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A TCP connection at every interval, closed as soon as it stands.
 *
 * <p>Every question is a connection of its own, begun without waiting for the one before: the kernel repeats a lost SYN
 * only after a second, so a single connection would turn a silence of 200 ms into one of a second. A connection that is
 * refused is not an answer: the guest's service is what was asked for.
 */
final class TcpAsker implements Asker {
    /** Time for one repetition of a lost SYN, after 1 s on Linux; later attempts have told more by then. */
    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long END_MILLIS = 2_000;

    private final ProbeRequest request;
    private final SilenceMeter meter;
    private final Deque<Question> open = new ArrayDeque<>();
    private Thread thread;
    private Selector selector;
    private volatile boolean closed;
    private volatile String failure;
    private volatile String lastProblem;

    TcpAsker(ProbeRequest request, SilenceMeter meter) {
        this.request = request;
        this.meter = meter;
    }

    private record Question(long number, long askedAt, SocketChannel channel) {}

    @Override
    public void start() {
        try {
            InetSocketAddress target = new InetSocketAddress(
                    InetAddress.getByName(request.address()), request.port().getAsInt());
            selector = Selector.open();
            thread = new Thread(
                    () -> run(target),
                    "probe " + request.address() + ":" + request.port().getAsInt());
            thread.setDaemon(true);
            thread.start();
        } catch (UnknownHostException e) {
            throw new ProbeUnavailableException(
                    "The probe cannot find " + request.address() + ": this machine knows no address for that name."
                            + " Give the guest's IP address.",
                    e);
        } catch (IOException e) {
            throw new ProbeUnavailableException("The probe of " + request.address() + " cannot start: " + e, e);
        }
    }

    private void run(InetSocketAddress target) {
        long interval = request.interval().toNanos();
        long next = System.nanoTime();
        long number = 0;
        try {
            while (!closed) {
                long now = System.nanoTime();
                if (now - next >= 0) {
                    ask(++number, target, now);
                    // Questions that were missed (a busy machine) are not asked in a burst.
                    next = Math.max(next + interval, now + interval / 2);
                }
                giveUpOld(now);
                long wait = TimeUnit.NANOSECONDS.toMillis(next - System.nanoTime());
                selector.select(this::answered, Math.max(1, wait));
            }
        } catch (IOException e) {
            failure = "the probe's connections ended: " + e;
        } finally {
            meter.end();
            open.forEach(question -> drop(question.channel()));
        }
    }

    private void ask(long number, InetSocketAddress target, long now) {
        meter.asked(number);
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            // Closed with a reset: thousands of connections in TIME_WAIT would use up this machine's ports.
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            Question question = new Question(number, now, channel);
            if (channel.connect(target)) {
                reply(question);
            } else {
                channel.register(selector, SelectionKey.OP_CONNECT, question);
                open.add(question);
            }
        } catch (IOException e) {
            lastProblem = e.getMessage();
            drop(channel);
        }
    }

    private void answered(SelectionKey key) {
        Question question = (Question) key.attachment();
        try {
            if (question.channel().finishConnect()) {
                reply(question);
            }
        } catch (IOException e) {
            lastProblem = e.getMessage();
            drop(question.channel());
        }
        open.remove(question);
    }

    private void reply(Question question) {
        long now = System.nanoTime();
        drop(question.channel());
        meter.answered(question.number(), now, TimeUnit.NANOSECONDS.toMillis(now - question.askedAt()));
    }

    private void giveUpOld(long now) {
        while (!open.isEmpty() && now - open.peek().askedAt() > TIMEOUT_NANOS) {
            drop(open.remove().channel());
        }
    }

    private static void drop(SocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public OptionalLong interruptedAt() {
        return OptionalLong.empty(); // A thread of this JVM asks for as long as there is one.
    }

    @Override
    public Optional<String> lastProblem() {
        return Optional.ofNullable(lastProblem);
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(END_MILLIS);
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // Nothing is left to do with it.
        }
    }
}
