package carnet.node.net;

import carnet.crypto.sign.NodeId;
import org.jspecify.annotations.Nullable;

/** A connected node: its CONTROL link, its BULK link when that stands, and what was asked of it. */
final class Peer {
    private final Remote remote;
    private final Link control;
    private final Fetches fetches;
    private volatile @Nullable Link bulk;

    Peer(Remote remote, Link control, Fetches fetches) {
        this.remote = remote;
        this.control = control;
        this.fetches = fetches;
    }

    NodeId id() {
        return remote.id();
    }

    Remote remote() {
        return remote;
    }

    Link control() {
        return control;
    }

    @Nullable
    Link bulk() {
        return bulk;
    }

    void bulk(@Nullable Link value) {
        bulk = value;
    }

    Fetches fetches() {
        return fetches;
    }

    PeerInfo info() {
        Hello hello = remote.hello();
        PeerAddress address = remote.address();
        if (hello == null || address == null) {
            throw new IllegalStateException("a peer without HELLO");
        }
        return new PeerInfo(remote.id(), remote.key(), address, hello.userAgent(), control.dialed(), bulk != null);
    }
}
