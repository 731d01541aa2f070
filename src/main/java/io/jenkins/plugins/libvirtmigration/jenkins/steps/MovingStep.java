package io.jenkins.plugins.libvirtmigration.jenkins.steps;

import io.jenkins.plugins.libvirtmigration.jenkins.agent.MoveOptions;
import io.jenkins.plugins.libvirtmigration.jenkins.request.Thresholds;
import java.io.Serializable;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** How guests are moved: the parameters that every step which moves guests has. Blank means the engine's default. */
public abstract class MovingStep extends Step implements Serializable {
    private static final long serialVersionUID = 1;

    private String storage;
    private boolean incremental;
    private boolean nonLive;
    private String control;
    private String bandwidth;
    private String maxDowntime;
    private String downtimeSchedule;
    private String timeout;
    private String timeoutPerGib;
    private String onTimeout;
    private String stallTimeout;
    private boolean autoConverge;
    private boolean postcopy;
    private boolean tls;
    private String parallelConnections;
    private String compression;
    private String probeInterval;
    private boolean allowUnsafe;
    private String onSlowDowntime;
    private String maxProbeGap;
    private String maxDuration;

    /** As it was written; parsed where it is used. */
    MoveOptions moveOptions() {
        Map<String, String> texts = new LinkedHashMap<>();
        put(texts, "storage", storage);
        put(texts, "control", control);
        put(texts, "bandwidth", bandwidth);
        put(texts, "maxDowntime", maxDowntime);
        put(texts, "downtimeSchedule", downtimeSchedule);
        put(texts, "timeout", timeout);
        put(texts, "timeoutPerGib", timeoutPerGib);
        put(texts, "onTimeout", onTimeout);
        put(texts, "stallTimeout", stallTimeout);
        put(texts, "parallelConnections", parallelConnections);
        put(texts, "compression", compression);
        put(texts, "probeInterval", probeInterval);
        Set<String> flags = new HashSet<>();
        flag(flags, "incremental", incremental);
        flag(flags, "nonLive", nonLive);
        flag(flags, "autoConverge", autoConverge);
        flag(flags, "postcopy", postcopy);
        flag(flags, "tls", tls);
        flag(flags, "allowUnsafe", allowUnsafe);
        return new MoveOptions(texts, flags);
    }

    /** @throws IllegalArgumentException naming the parameter, its value and what would be right */
    Thresholds thresholds() {
        return thresholds(UnaryOperator.identity());
    }

    /**
     * @param expand reads a text that may be null
     * @throws IllegalArgumentException naming the parameter, its value and what would be right
     */
    public final Thresholds thresholds(UnaryOperator<String> expand) {
        return Thresholds.of(
                expand.apply(maxDowntime),
                expand.apply(onSlowDowntime),
                expand.apply(maxProbeGap),
                expand.apply(maxDuration));
    }

    private static void put(Map<String, String> texts, String name, String value) {
        if (value != null) {
            texts.put(name, value);
        }
    }

    private static void flag(Set<String> flags, String name, boolean on) {
        if (on) {
            flags.add(name);
        }
    }

    public String getStorage() {
        return storage;
    }

    @DataBoundSetter
    public void setStorage(String storage) {
        this.storage = Blank.toNull(storage);
    }

    public boolean isIncremental() {
        return incremental;
    }

    @DataBoundSetter
    public void setIncremental(boolean incremental) {
        this.incremental = incremental;
    }

    public boolean isNonLive() {
        return nonLive;
    }

    @DataBoundSetter
    public void setNonLive(boolean nonLive) {
        this.nonLive = nonLive;
    }

    public String getControl() {
        return control;
    }

    @DataBoundSetter
    public void setControl(String control) {
        this.control = Blank.toNull(control);
    }

    public String getBandwidth() {
        return bandwidth;
    }

    @DataBoundSetter
    public void setBandwidth(String bandwidth) {
        this.bandwidth = Blank.toNull(bandwidth);
    }

    public String getMaxDowntime() {
        return maxDowntime;
    }

    @DataBoundSetter
    public void setMaxDowntime(String maxDowntime) {
        this.maxDowntime = Blank.toNull(maxDowntime);
    }

    public String getDowntimeSchedule() {
        return downtimeSchedule;
    }

    @DataBoundSetter
    public void setDowntimeSchedule(String downtimeSchedule) {
        this.downtimeSchedule = Blank.toNull(downtimeSchedule);
    }

    public String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = Blank.toNull(timeout);
    }

    public String getTimeoutPerGib() {
        return timeoutPerGib;
    }

    @DataBoundSetter
    public void setTimeoutPerGib(String timeoutPerGib) {
        this.timeoutPerGib = Blank.toNull(timeoutPerGib);
    }

    public String getOnTimeout() {
        return onTimeout;
    }

    @DataBoundSetter
    public void setOnTimeout(String onTimeout) {
        this.onTimeout = Blank.toNull(onTimeout);
    }

    public String getStallTimeout() {
        return stallTimeout;
    }

    @DataBoundSetter
    public void setStallTimeout(String stallTimeout) {
        this.stallTimeout = Blank.toNull(stallTimeout);
    }

    public boolean isAutoConverge() {
        return autoConverge;
    }

    @DataBoundSetter
    public void setAutoConverge(boolean autoConverge) {
        this.autoConverge = autoConverge;
    }

    public boolean isPostcopy() {
        return postcopy;
    }

    @DataBoundSetter
    public void setPostcopy(boolean postcopy) {
        this.postcopy = postcopy;
    }

    public boolean isTls() {
        return tls;
    }

    @DataBoundSetter
    public void setTls(boolean tls) {
        this.tls = tls;
    }

    public String getParallelConnections() {
        return parallelConnections;
    }

    @DataBoundSetter
    public void setParallelConnections(String parallelConnections) {
        this.parallelConnections = Blank.toNull(parallelConnections);
    }

    public String getCompression() {
        return compression;
    }

    @DataBoundSetter
    public void setCompression(String compression) {
        this.compression = Blank.toNull(compression);
    }

    public String getProbeInterval() {
        return probeInterval;
    }

    @DataBoundSetter
    public void setProbeInterval(String probeInterval) {
        this.probeInterval = Blank.toNull(probeInterval);
    }

    public boolean isAllowUnsafe() {
        return allowUnsafe;
    }

    @DataBoundSetter
    public void setAllowUnsafe(boolean allowUnsafe) {
        this.allowUnsafe = allowUnsafe;
    }

    public String getOnSlowDowntime() {
        return onSlowDowntime;
    }

    @DataBoundSetter
    public void setOnSlowDowntime(String onSlowDowntime) {
        this.onSlowDowntime = Blank.toNull(onSlowDowntime);
    }

    public String getMaxProbeGap() {
        return maxProbeGap;
    }

    @DataBoundSetter
    public void setMaxProbeGap(String maxProbeGap) {
        this.maxProbeGap = Blank.toNull(maxProbeGap);
    }

    public String getMaxDuration() {
        return maxDuration;
    }

    @DataBoundSetter
    public void setMaxDuration(String maxDuration) {
        this.maxDuration = Blank.toNull(maxDuration);
    }
}
