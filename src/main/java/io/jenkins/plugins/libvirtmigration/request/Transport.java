package io.jenkins.plugins.libvirtmigration.request;

import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the data gets from the source to the destination.
 *
 * @param parallelConnections multifd, where given
 * @param compression libvirt's name of a method: xbzrle, mt, zlib or zstd (the last two with parallel connections)
 * @param destinationAddress of the network for migrations, else the address that SSH uses
 */
public record Transport(
        Control control,
        boolean tls,
        OptionalInt parallelConnections,
        Optional<String> compression,
        Optional<Bandwidth> bandwidth,
        Optional<String> destinationAddress) {

    public static final Transport DEFAULT = new Transport(
            Control.AUTO, false, OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Transport withBandwidth(Bandwidth rate) {
        return new Transport(control, tls, parallelConnections, compression, Optional.of(rate), destinationAddress);
    }
}
