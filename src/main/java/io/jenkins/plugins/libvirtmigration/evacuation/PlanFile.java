package io.jenkins.plugins.libvirtmigration.evacuation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.libvirtmigration.check.FileProblem;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Guest;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Matrix;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Obstacle;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Plan;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.PlannedMove;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Strategy;
import io.jenkins.plugins.libvirtmigration.report.ReportException;
import io.jenkins.plugins.libvirtmigration.unit.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** {@code plan.json}: a plan for people to approve and for a later run to carry out, with the whole matrix. */
public final class PlanFile {
    public static final String NAME = "plan.json";

    private static final int VERSION = 1;
    private static final long LARGEST = 512L << 20;
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private PlanFile() {}

    /** @throws ReportException if the directory or the file cannot be written */
    public static void write(Path directory, Plan plan) {
        Path file = directory.resolve(NAME);
        try {
            Files.createDirectories(directory);
            Files.write(file, (json(plan) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ReportException("Cannot write the plan " + file + ": " + FileProblem.of(e), e);
        }
    }

    static String json(Plan plan) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("version", VERSION).put("kind", "plan").put("host", plan.source());
        root.put("goal", Words.of(plan.goal()));
        root.put("complete", plan.isComplete()).put("proven", plan.proven());
        root.put("bytes", plan.bytes()).put("expectedMillis", plan.expected().toMillis());
        ArrayNode guests = root.putArray("guests");
        for (PlannedMove move : plan.moves()) {
            guest(guests, move.guest(), move.destination(), null)
                    .put("bytes", move.bytes())
                    .put("copiesDisks", move.route().copiesDisks())
                    .put("startMillis", move.start().toMillis())
                    .put("expectedMillis", move.expected().toMillis());
        }
        plan.staying().forEach(staying -> guest(guests, staying.guest(), null, staying.reason()));
        plan.shutdown().forEach(guest -> guest(guests, guest, null, "its strategy is shutdown"));
        ArrayNode idle = root.putArray("stayIdle");
        plan.stayIdle().forEach(idle::add);
        obstacles(root.putArray("obstacles"), plan.matrix());
        try {
            return MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new ReportException("Cannot write the plan as JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static ObjectNode guest(ArrayNode guests, Guest guest, String destination, String reason) {
        return guests.addObject()
                .put("vm", guest.name())
                .put("uuid", guest.uuid().toString())
                .put("destination", destination)
                .put("reason", reason)
                .put("strategy", Words.of(guest.strategy()))
                .put("priority", guest.priority())
                .put("memoryBytes", guest.memoryBytes())
                .put("cpus", guest.cpus());
    }

    /** Only what is in somebody's way: a pair that is not named here is possible. */
    private static void obstacles(ArrayNode obstacles, Matrix matrix) {
        for (int guest = 0; guest < matrix.guests().size(); guest++) {
            for (int host = 0; host < matrix.hosts().size(); host++) {
                for (Obstacle obstacle : matrix.obstacles(guest, host)) {
                    obstacles
                            .addObject()
                            .put("vm", matrix.guests().get(guest).name())
                            .put("uuid", matrix.guests().get(guest).uuid().toString())
                            .put("destination", matrix.hosts().get(host).name())
                            .put("kind", Words.of(obstacle.kind()))
                            .put("reason", obstacle.sentence());
                }
            }
        }
    }

    /**
     * @param path the file, or the directory that has it
     * @throws ReportException naming the file and what is wrong with it
     */
    public static FixedPlan read(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve(NAME) : path;
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException("it is larger than any plan");
            }
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new ReportException("Cannot read the plan " + file + ": " + FileProblem.of(e), e);
        }
    }

    /** @param origin where the text came from, for messages */
    public static FixedPlan parse(String json, String origin) {
        try {
            JsonNode root = MAPPER.readTree(json);
            if (root.path("version").asInt() != VERSION
                    || !root.path("kind").asText().equals("plan")) {
                throw new ReportException(origin + " is not a plan of version " + VERSION + ".", null);
            }
            List<FixedPlan.Line> lines = new ArrayList<>();
            for (JsonNode guest : root.path("guests")) {
                lines.add(new FixedPlan.Line(
                        UUID.fromString(guest.path("uuid").asText()),
                        guest.path("vm").asText(),
                        guest.path("destination").isTextual()
                                ? guest.path("destination").asText()
                                : null,
                        Words.parse(Strategy.class, guest.path("strategy").asText()),
                        guest.path("copiesDisks").asBoolean(),
                        guest.path("memoryBytes").asLong(-1),
                        guest.path("cpus").asInt(-1)));
            }
            return new FixedPlan(root.path("host").asText(), lines);
        } catch (JsonProcessingException e) {
            throw new ReportException(origin + " is not a plan: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ReportException(origin + " is not a plan: " + e.getMessage(), e);
        }
    }
}
