package io.jenkins.plugins.libvirtmigration.preparation.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A volume group on a device that both hosts see has a lock: plain LVM has none, and two hosts that change its metadata
 * destroy it.
 */
public final class VolumeGroups implements PairExamination {
    @Override
    public String id() {
        return "volume-groups-locked";
    }

    /** UUID to name and lock type, the latter empty for plain LVM. */
    record Groups(Map<String, Group> byUuid) {}

    record Group(String name, String lockType) {}

    @Override
    public List<Finding> examine(ExaminedHost from, ExaminedHost to, Surroundings around) {
        Map<String, Group> here = groups(from).byUuid();
        Map<String, Group> there = groups(to).byUuid();
        List<String> unlocked = here.entrySet().stream()
                .filter(entry -> there.containsKey(entry.getKey())
                        && entry.getValue().lockType().isEmpty())
                .map(entry -> entry.getValue().name())
                .toList();
        Subject subject = Subject.of(from, to, id());
        String expected = "no volume group that both hosts see without lvmlockd";
        return List.of(
                unlocked.isEmpty()
                        ? subject.passed("none", expected)
                        : subject.warning(
                                "both see " + String.join(", ", unlocked) + ", without a lock",
                                expected,
                                "Use lvmlockd (vgchange --lock-type sanlock), or one LUN for each guest; until then change"
                                        + " volumes from one host only."));
    }

    private static Groups groups(ExaminedHost host) {
        return host.fact(
                Groups.class,
                read -> read.shell().has("vgs")
                        ? parse(read.shell()
                                .rootOutput("vgs", "--reportformat", "json", "-o", "vg_name,vg_uuid,vg_lock_type"))
                        : new Groups(Map.of()));
    }

    static Groups parse(String json) {
        Map<String, Group> groups = new TreeMap<>();
        try {
            for (JsonNode one :
                    new ObjectMapper().readTree(json).path("report").path(0).path("vg")) {
                groups.put(
                        one.path("vg_uuid").asText(),
                        new Group(
                                one.path("vg_name").asText(),
                                one.path("vg_lock_type").asText()));
            }
        } catch (JsonProcessingException e) {
            throw new NotSeenException("vgs did not answer in JSON", "Use LVM 2.02.158 or later.");
        }
        return new Groups(groups);
    }
}
