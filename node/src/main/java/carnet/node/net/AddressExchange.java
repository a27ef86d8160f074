package carnet.node.net;

import carnet.consensus.codec.DecodeException;
import carnet.crypto.sign.NodeId;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Peers tell each other where listed nodes listen, so that any node can be the boot node: the whole list when a link
 * comes up, and again when it changed, at most once in the gossip interval.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or task ends the connection, which is seen there
final class AddressExchange {
    private final LocalNode self;
    private final AddressBook book;
    private final PeerTable table;
    private final Dialer dialer;
    private final EventLoop home;
    private final AtomicBoolean planned = new AtomicBoolean();

    /** Of listed nodes, connected or not: or they would only have to come back. */
    private final Map<NodeId, TokenBucket> frames = new HashMap<>();

    AddressExchange(LocalNode self, AddressBook book, PeerTable table, Dialer dialer, EventLoop home) {
        this.self = self;
        this.book = book;
        this.table = table;
        this.dialer = dialer;
        this.home = home;
    }

    /** A CONTROL link came up: its node's own word is taken, the list is sent to it, the news to the others later. */
    void onUp(Peer peer) {
        PeerAddress address = peer.remote().address();
        boolean news = address != null && book.claimed(peer.id(), peer.remote().key(), address);
        peer.control().send(Frame.ADDRESSES, KnownAddress.encode(book.claimed()));
        if (news && table.size() > 1 && planned.compareAndSet(false, true)) {
            home.schedule(this::tellAll, self.timings().gossipMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void tellAll() {
        planned.set(false);
        byte[] list = KnownAddress.encode(book.claimed());
        for (Peer peer : table.all()) {
            peer.control().offer(Frame.ADDRESSES, list, NetLimits.CONTROL_UNSENT_MAX_BYTES);
        }
    }

    /** Returns whether one more list of this peer is taken, and counts it. */
    synchronized boolean mayTell(NodeId peer) {
        long nowNanos = System.nanoTime();
        return frames.computeIfAbsent(
                        peer,
                        key -> new TokenBucket(
                                NetLimits.ADDRESSES_BURST_FRAMES, NetLimits.ADDRESSES_REFILL_MILLIS, nowNanos))
                .take(nowNanos);
    }

    /** A peer's list came. Keys that are not listed, and our own, are passed over. */
    void onAddresses(Link link, byte[] payload) throws DecodeException {
        List<KnownAddress> list = KnownAddress.decode(payload);
        for (KnownAddress known : list) {
            NodeId id = known.id();
            if (id.equals(self.id())) {
                continue;
            }
            if (!self.allows(known.key())) {
                link.countIgnored();
            } else if (book.heard(id, known.key(), known.address())) {
                dialer.learned(id);
            }
        }
    }
}
