package io.jenkins.plugins.libvirtmigration.preparation.firewall;

import io.jenkins.plugins.libvirtmigration.preparation.daemon.ListeningSockets;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import io.jenkins.plugins.libvirtmigration.ssh.Reachability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Something that takes one connection on a port of a host for a few seconds, with whatever program is there. It changes
 * no byte on the host, and ends by itself.
 */
final class ShortLivedListener {
    /** It ends by then although nobody came: later than the latest connection begins. */
    private static final String SECONDS = "60";

    private static final Duration PATIENCE = Duration.ofSeconds(80);

    /** On a busy host an interpreter takes seconds to start. */
    private static final Duration START = Duration.ofSeconds(30);

    private static final Duration CONNECT = Duration.ofSeconds(8);
    private static final int TRIES = 3;

    private static final String PYTHON = "import socket,sys\n"
            + "s=socket.socket(socket.AF_INET6 if sys.argv[2]=='6' else socket.AF_INET)\n"
            + "s.setsockopt(socket.SOL_SOCKET,socket.SO_REUSEADDR,1)\n"
            + "s.bind(('',int(sys.argv[1])))\ns.listen(5)\ns.accept()\n";
    private static final String PERL = "use Socket; my ($p,$f)=@ARGV; my $six=$f eq '6';"
            + " socket(my $s,$six?AF_INET6:AF_INET,SOCK_STREAM,0) or die $!;"
            + " setsockopt($s,SOL_SOCKET,SO_REUSEADDR,1);"
            + " bind($s,$six?pack_sockaddr_in6($p,IN6ADDR_ANY):sockaddr_in($p,INADDR_ANY)) or die $!;"
            + " listen($s,5) or die $!; accept(my $c,$s);";

    /** Program to the words that make it listen on port $1, address family $2. */
    private static final Map<String, List<String>> FORMS = Map.of(
            "python3", List.of("python3", "-c", PYTHON, "$1", "$2"),
            "/usr/libexec/platform-python", List.of("/usr/libexec/platform-python", "-c", PYTHON, "$1", "$2"),
            "perl", List.of("perl", "-e", PERL, "$1", "$2"),
            "socat", List.of("socat", "-u", "TCP$2-LISTEN:$1,reuseaddr", "OPEN:/dev/null"),
            "ncat", List.of("ncat", "-$2", "-l", "$1"),
            "busybox", List.of("busybox", "nc", "-l", "-p", "$1"));

    private static final String[] ORDER = {"python3", "/usr/libexec/platform-python", "perl", "socat", "ncat", "busybox"
    };

    private ShortLivedListener() {}

    /**
     * Tries a port of the host from another one.
     *
     * @return how it went while something listened; empty where the host has no program that can listen
     */
    static Optional<Reachability> tried(ExaminedHost from, ExaminedHost to, String address, int port) {
        Optional<String> program = to.shell().firstOf(ORDER);
        if (program.isEmpty()) {
            return Optional.empty();
        }
        List<String> words = FORMS.get(program.get()).stream()
                .map(word -> word.equals(PYTHON) || word.equals(PERL) ? word : filled(word, address, port))
                .toList();
        CompletableFuture<CommandOutput> listener =
                CompletableFuture.supplyAsync(() -> to.shell().run(PATIENCE, prepend(words)), command -> {
                    Thread thread = new Thread(command, "listener on " + to.name());
                    thread.setDaemon(true);
                    thread.start();
                });
        return Optional.of(connect(from, to, address, port, listener));
    }

    private static Reachability connect(
            ExaminedHost from, ExaminedHost to, String address, int port, CompletableFuture<CommandOutput> listener) {
        long end = System.nanoTime() + START.toNanos();
        while (!ListeningSockets.now(to).isTaken(port)) {
            if (listener.isDone() || System.nanoTime() > end) {
                throw new NotSeenException(
                        "nothing could be made to listen on port " + port + " of " + to.name(),
                        "Install python3, perl or socat on " + to.name() + ".");
            }
            pause();
        }
        Reachability last = Reach.from(from, address, port, CONNECT);
        for (int i = 1; i < TRIES && last == Reachability.REFUSED && !listener.isDone(); i++) {
            pause();
            last = Reach.from(from, address, port, CONNECT);
        }
        if (last != Reachability.OPEN) {
            // Nobody came: it ends with a connection from its own host, and the port is free again.
            Reach.from(to, address.contains(":") ? "::1" : "127.0.0.1", port, CONNECT);
        }
        return last;
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotSeenException("interrupted", "Run again.");
        }
    }

    private static List<String> prepend(List<String> words) {
        List<String> all = new ArrayList<>(List.of("timeout", SECONDS));
        all.addAll(words);
        return all;
    }

    private static String filled(String word, String address, int port) {
        return word.replace("$1", String.valueOf(port)).replace("$2", address.contains(":") ? "6" : "4");
    }
}
