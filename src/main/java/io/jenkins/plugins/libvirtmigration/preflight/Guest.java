package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.domain.DomainDescription;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtDomain;
import io.jenkins.plugins.libvirtmigration.storage.StoragePlan;

/** The guest that is to move, as the source has it. */
record Guest(LibvirtDomain domain, DomainDescription description, Lazy<StoragePlan> storage) {}
