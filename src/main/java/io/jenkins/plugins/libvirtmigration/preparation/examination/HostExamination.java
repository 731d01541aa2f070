package io.jenkins.plugins.libvirtmigration.preparation.examination;

import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.List;

/** Looks at one thing on one host, and changes nothing. */
public interface HostExamination {

    /** The id of its checks, or what they begin with: a stable name in kebab case. */
    String id();

    /** @throws io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException where it cannot be looked at */
    List<Finding> examine(ExaminedHost host, Surroundings around);
}
