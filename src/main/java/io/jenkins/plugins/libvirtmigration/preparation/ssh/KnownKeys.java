package io.jenkins.plugins.libvirtmigration.preparation.ssh;

import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys that root on a host has on record for a peer, hashed names too: {@code ssh-keygen -F} finds them.
 *
 * @param byLine where each stands
 */
record KnownKeys(Map<Place, PublicKey> byLine) {
    static final String GLOBAL = "/etc/ssh/ssh_known_hosts";
    private static final Pattern FOUND = Pattern.compile("# Host .* found: line ([0-9]{1,9})\\s*(CA|REVOKED)?\\s*");

    /** @param line from 1 */
    record Place(String file, int line) {
        @Override
        public String toString() {
            return file + " line " + line;
        }
    }

    /** @param files those that the client on the host reads */
    static KnownKeys of(ExaminedHost host, String peer, List<String> files) {
        Map<Place, PublicKey> found = new LinkedHashMap<>();
        for (String file : files) {
            String output =
                    host.shell().asRoot("ssh-keygen", "-F", peer, "-f", file).output();
            found.putAll(parse(file, output));
        }
        return new KnownKeys(found);
    }

    /** A line that says where, then the line itself. Lines of authorities and revoked keys are passed over. */
    static Map<Place, PublicKey> parse(String file, String output) {
        Map<Place, PublicKey> found = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>(output.lines().toList());
        for (int i = 0; i + 1 < lines.size(); i++) {
            Matcher matcher = FOUND.matcher(lines.get(i));
            if (matcher.matches() && matcher.group(2) == null) {
                int number = Integer.parseInt(matcher.group(1));
                PublicKey.parse(lines.get(i + 1)).ifPresent(key -> found.put(new Place(file, number), key));
            }
        }
        return found;
    }
}
