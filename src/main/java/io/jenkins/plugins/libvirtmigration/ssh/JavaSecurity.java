package io.jenkins.plugins.libvirtmigration.ssh;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import net.schmizz.sshj.common.SecurityUtils;

/**
 * Lets sshj use what Java itself has. Left alone it adds Bouncy Castle to the security providers of the whole JVM, which is
 * an agent's or Jenkins' own, and asks that for everything. What Java then lacks is little: ChaCha20-Poly1305 as sshj builds
 * it, which is not offered where nobody else has registered it, and the name by which sshj asks for the factory of
 * elliptic curve keys.
 */
final class JavaSecurity {

    static {
        SecurityUtils.setRegisterBouncyCastle(false);
        if (!isThere(() -> KeyFactory.getInstance("ECDSA"))) {
            Security.addProvider(new Ecdsa());
        }
    }

    private JavaSecurity() {}

    /** To be called before sshj is asked for anything: whichever of its classes comes first would decide. */
    static void prepare() {
        // the work is done once, when this class is initialised
    }

    static boolean hasChaCha() {
        return isThere(() -> Cipher.getInstance("CHACHA")) && isThere(() -> Mac.getInstance("POLY1305"));
    }

    /** Something of a security provider. */
    @FunctionalInterface
    private interface Service {
        Object find() throws GeneralSecurityException;
    }

    private static boolean isThere(Service service) {
        try {
            return service.find() != null;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The key factory "ECDSA", which is Bouncy Castle's name, is the one that Java calls "EC". */
    private static final class Ecdsa extends Provider {
        private static final long serialVersionUID = 1;

        Ecdsa() {
            super("LibvirtMigrationEcdsa", "1", "Java's own elliptic curve keys by the name that sshj knows");
            try {
                putService(new Alias(
                        this, KeyFactory.getInstance("EC").getProvider().getService("KeyFactory", "EC")));
            } catch (NoSuchAlgorithmException e) {
                // A Java without elliptic curves has no ECDSA either.
            }
        }
    }

    private static final class Alias extends Provider.Service {
        private final Provider.Service original;

        Alias(Provider provider, Provider.Service original) {
            super(provider, original.getType(), "ECDSA", original.getClassName(), null, null);
            this.original = original;
        }

        @Override
        public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return original.newInstance(parameter);
        }
    }
}
