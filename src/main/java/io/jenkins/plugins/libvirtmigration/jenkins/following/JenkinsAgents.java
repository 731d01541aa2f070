package io.jenkins.plugins.libvirtmigration.jenkins.following;

import hudson.model.Computer;
import hudson.remoting.Callable;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.libvirtmigration.jenkins.agent.Work;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** The agents of this Jenkins. The built-in node, whose name is "", is none: its JVM is the controller's. */
public final class JenkinsAgents implements Agents {
    private static final Logger LOGGER = Logger.getLogger(JenkinsAgents.class.getName());

    @Override
    public boolean isOnline(String agent) {
        return channel(agent) != null;
    }

    @Override
    public <T> Future<T> ask(String agent, Callable<T, RuntimeException> question, boolean preparing)
            throws IOException {
        VirtualChannel channel = channel(agent);
        if (channel == null) {
            throw new IOException("The agent " + agent + " is offline.");
        }
        if (!preparing) {
            return channel.callAsync(question);
        }
        return Computer.threadPoolForRemoting.submit(() -> {
            sendClasses(channel);
            return channel.call(question);
        });
    }

    /** Class by class they would be fetched when they are first needed, which may be after Jenkins is gone. */
    private static void sendClasses(VirtualChannel channel) throws InterruptedException {
        if (channel instanceof Channel remote) {
            try {
                remote.preloadJar(Work.class.getClassLoader(), Work.class);
            } catch (IOException e) {
                LOGGER.log(Level.FINE, "The classes go one by one then", e);
            }
        }
    }

    private static VirtualChannel channel(String agent) {
        if (agent.isEmpty()) {
            return null;
        }
        Computer computer = Jenkins.get().getComputer(agent);
        return computer == null || computer.isOffline() && computer.getChannel() == null ? null : computer.getChannel();
    }
}
