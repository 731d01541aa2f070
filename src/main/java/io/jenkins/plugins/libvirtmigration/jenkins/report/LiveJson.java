package io.jenkins.plugins.libvirtmigration.jenkins.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the page asks for again and again while a step goes on. Texts are for showing as text only: they are names of
 * somebody else's VMs and sentences about them.
 */
final class LiveJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private LiveJson() {}

    static String of(StepReport step) {
        StepLive live = step.heard();
        ObjectNode root = MAPPER.createObjectNode();
        root.put("underWay", step.isUnderWay());
        root.put("status", step.getStatus().getWord());
        ArrayNode sentences = root.putArray("sentences");
        live.sentences().forEach(sentence -> sentences.add(Readable.text(sentence)));
        ArrayNode guests = root.putArray("guests");
        for (GuestProgress guest : live.guests()) {
            ObjectNode node = guests.addObject()
                    .put("vm", Readable.name(guest.getVm()))
                    .put("destination", Readable.name(guest.getDestination()))
                    .put("memory", Readable.remaining(guest.getMemoryRemaining(), guest.getMemoryTotal()))
                    .put("disk", Readable.remaining(guest.getDiskRemaining(), guest.getDiskTotal()))
                    .put("rate", Readable.rate(guest.getBytesPerSecond()))
                    .put("dirty", Readable.rate(guest.getDirtyBytesPerSecond()))
                    .put("iteration", Readable.count(guest.getIteration()))
                    .put("left", Readable.millis(guest.getMillisLeft()));
            node.put("percent", guest.getPercent());
        }
        return root.toString();
    }
}
