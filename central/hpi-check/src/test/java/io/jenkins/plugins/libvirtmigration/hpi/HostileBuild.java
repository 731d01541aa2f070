package io.jenkins.plugins.libvirtmigration.hpi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The plugin's own objects, loaded from the .hpi, of a build in which every name and sentence is an attack. */
final class HostileBuild {
    static final String EVIL =
            "<script>alert(1)</script><img src=x onerror=alert(1)>'\"&lt;]]>--><!-- ${7*7777} javascript:alert(1)\n\u202e";

    private static final String REPORT = "io.jenkins.plugins.libvirtmigration.jenkins.report.";

    private final ClassLoader plugin;
    private final Object action;

    /** @param building whether its step goes on */
    HostileBuild(ClassLoader plugin, Path folder, boolean building) throws ReflectiveOperationException {
        this.plugin = plugin;
        Class<?> home = plugin.loadClass(REPORT + "ReportHome");
        Object place = Proxy.newProxyInstance(
                plugin, new Class<?>[] {home}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "directory" -> folder;
                    case "isBuilding" -> building;
                    case "url" -> "job/patch/12/";
                    default -> null;
                });
        Constructor<?> made = plugin.loadClass(REPORT + "MigrationsAction").getDeclaredConstructor();
        made.setAccessible(true);
        action = made.newInstance();
        call(action, "attach", place);
        Object step = call(action, "begin", "12", "evacuate", EVIL);
        call(step, "store", report());
        if (!building) {
            finish(step);
        }
    }

    private void finish(Object step) throws ReflectiveOperationException {
        Class<?> judgement = plugin.loadClass(REPORT + "Judgement");
        Class<?> outcomes = plugin.loadClass("io.jenkins.plugins.libvirtmigration.report.Outcome");
        Object failed = Arrays.stream(outcomes.getEnumConstants())
                .filter(outcome -> outcome.toString().equals("FAILED"))
                .findFirst()
                .orElseThrow();
        call(step, "finish", failed, judgement.getField("NONE").get(null), EVIL);
    }

    Object action() {
        return action;
    }

    Object step() throws ReflectiveOperationException {
        return call(action, "find", "12");
    }

    Object move() throws ReflectiveOperationException {
        return call(step(), "getMove", 1);
    }

    /** What the job shows of two such builds. */
    List<Object> figures() throws ReflectiveOperationException {
        Class<?> type = plugin.loadClass(REPORT + "BuildFigures");
        return List.of(
                callStatic(type, "of", 2, 2_000L, false, "UNSTABLE", action),
                callStatic(type, "of", 1, 1_000L, false, "SUCCESS", action));
    }

    Object trend() throws ReflectiveOperationException {
        Class<?> pictures = plugin.loadClass("io.jenkins.plugins.libvirtmigration.report.Pictures");
        Constructor<?> point = plugin.loadClass("io.jenkins.plugins.libvirtmigration.report.TrendPoint")
                .getConstructors()[0];
        List<Object> points = List.of(point.newInstance(EVIL, 5L, 7L, true), point.newInstance("#2", 5L, 7L, false));
        return ((java.util.Optional<?>) callStatic(pictures, "trend", points, "trend", Locale.ENGLISH)).orElseThrow();
    }

    private static String report() {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode report = mapper.createObjectNode()
                .put("version", 1)
                .put("kind", "evacuate")
                .put("startedAt", "2026-02-03T04:05:06Z")
                .put("finishedAt", "2026-02-03T04:06:06Z")
                .put("outcome", "failed")
                .put("host", EVIL);
        ArrayNode moves = report.putArray("migrations");
        for (String outcome : List.of("failed", "succeeded")) {
            ObjectNode move = moves.addObject().put("outcome", outcome).put("startedAt", "2026-02-03T04:05:16Z");
            for (String name : List.of(
                    "vm", "uuid", "source", "destination", "storage", "control", "reason", "runsOn", "manner")) {
                move.put(name, EVIL);
            }
            move.put("totalMillis", 9_000).put("downtimeMillis", 85).put("transferredBytes", 1L << 30);
            ObjectNode probe = move.putObject("probe").put("address", EVIL).put("intervalMillis", 100);
            probe.put("longestGapMillis", 300)
                    .put("longestGapAtMillis", 8_000)
                    .put("sent", 90)
                    .put("lost", 3);
            probe.putArray("warnings").add(EVIL);
            probe.putArray("silences")
                    .addObject()
                    .put("atMillis", 8_000)
                    .put("millis", 300)
                    .put("open", false);
            ArrayNode samples = move.putArray("samples");
            for (int i = 0; i < 4; i++) {
                samples.addObject().put("atMillis", i * 1_000).put("memoryRemaining", 4_000 - i * 1_000);
            }
            move.putArray("events").addObject().put("atMillis", 500).put("what", EVIL);
            move.putObject("waited").put("millis", 10_000).put("why", EVIL);
        }
        ArrayNode checks = report.putArray("checks");
        for (String status : List.of("failed", "passed", "changed", "warning")) {
            ObjectNode check = checks.addObject().put("status", status);
            for (String name : List.of("host", "peer", "id", "found", "expected", "remedy")) {
                check.put(name, EVIL);
            }
        }
        return report.toString();
    }

    private static Object call(Object on, String name, Object... arguments) throws ReflectiveOperationException {
        return method(on.getClass(), name, arguments).invoke(on, arguments);
    }

    private static Object callStatic(Class<?> type, String name, Object... arguments)
            throws ReflectiveOperationException {
        return method(type, name, arguments).invoke(null, arguments);
    }

    private static Method method(Class<?> type, String name, Object... arguments) {
        Method method = Arrays.stream(type.getDeclaredMethods())
                .filter(one -> one.getName().equals(name) && one.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow();
        method.setAccessible(true);
        return method;
    }
}
