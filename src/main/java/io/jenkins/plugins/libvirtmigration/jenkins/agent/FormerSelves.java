package io.jenkins.plugins.libvirtmigration.jenkins.agent;

import io.jenkins.plugins.libvirtmigration.migration.AbortSignal;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * Reaches works that were begun in this JVM before the agent connected anew. That loaded every class anew, so the former
 * ones go on and nothing of ours knows them; what is left in common is what the JVM itself has, its management beans.
 */
final class FormerSelves {
    private static final Logger LOGGER = Logger.getLogger(FormerSelves.class.getName());
    private static final String NAME = "io.jenkins.plugins.libvirtmigration:type=Work,id=";
    private static final AtomicLong TURN = new AtomicLong(System.nanoTime());

    private FormerSelves() {}

    /** What a bean of ours can do; JMX wants it to be public. */
    public interface Abortable {
        void abort();
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    /**
     * Makes a work known to those who come after.
     *
     * @param id a UUID
     * @return makes it unknown again
     */
    static Runnable remember(String id, AbortSignal abort) {
        try {
            ObjectName name = new ObjectName(NAME + id + ",turn=" + TURN.incrementAndGet());
            Abortable bean = abort::request;
            server().registerMBean(new StandardMBean(bean, Abortable.class), name);
            return () -> forget(name);
        } catch (JMException e) {
            LOGGER.log(Level.WARNING, "An abort after a new connection will not reach the work " + id, e);
            return () -> {};
        }
    }

    private static void forget(ObjectName name) {
        try {
            server().unregisterMBean(name);
        } catch (JMException e) {
            LOGGER.log(Level.FINE, "Not there any more", e);
        }
    }

    /** Asks all works of that id to end, those of now and those of before. */
    static void abort(String id) {
        try {
            for (ObjectName name : server().queryNames(new ObjectName(NAME + id + ",*"), null)) {
                server().invoke(name, "abort", null, null);
            }
        } catch (JMException e) {
            LOGGER.log(Level.WARNING, "The former work " + id + " was not asked to end", e);
        }
    }
}
