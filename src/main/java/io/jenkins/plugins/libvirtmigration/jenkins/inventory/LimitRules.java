package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;

/** What the limits of the inventory may be; what is not gives an IllegalArgumentException with the text to show. */
final class LimitRules {

    private LimitRules() {}

    static int atLeastOne(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(Messages.LimitRules_atLeastOne(String.valueOf(limit)));
        }
        return limit;
    }

    static int atLeastOne(String limit) {
        try {
            return atLeastOne(Integer.parseInt(limit.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(Messages.LimitRules_atLeastOne(Shown.text(limit)));
        }
    }

    /** Blank for no limit. */
    static String bandwidth(String text) {
        String rate = text == null ? "" : text.strip();
        if (!rate.isEmpty()) {
            try {
                Bandwidth.parse(rate);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(Messages.LimitRules_bandwidth(Shown.text(rate)));
            }
        }
        return rate;
    }
}
