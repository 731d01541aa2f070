package io.jenkins.plugins.libvirtmigration.evacuation.plan;

/** What a placement is made for, once every constraint is met. */
public enum Goal {
    /** The fullest destination is as empty as can be. */
    SPREAD,
    /** As many idle destinations as can be stay idle, so that they can be switched off. */
    PACK
}
