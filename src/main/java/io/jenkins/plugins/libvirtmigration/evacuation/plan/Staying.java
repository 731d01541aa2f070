package io.jenkins.plugins.libvirtmigration.evacuation.plan;

/**
 * A guest that the plan moves nowhere.
 *
 * @param unwanted false: its strategy asks for it; true: no destination was found for it
 */
public record Staying(Guest guest, boolean unwanted, String reason) {}
