package carnet.node.net;

import carnet.consensus.codec.DecodeException;
import carnet.crypto.sign.NodeId;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Frames of a CONTROL link: to the core, which is never given more than a bounded number of bytes at once. */
final class ControlSink implements FrameSink {
    private final Link link;
    private final NodeId peer;
    private final PeerListener listener;
    private final AddressExchange addresses;
    private final AtomicLong unreadBytes = new AtomicLong();

    ControlSink(Link link, NodeId peer, PeerListener listener, AddressExchange addresses) {
        this.link = link;
        this.peer = peer;
        this.listener = listener;
        this.addresses = addresses;
    }

    @Override
    public boolean onFrame(Frame frame) throws DecodeException {
        switch (frame.type()) {
            case Frame.MESSAGE -> onMessage(frame.payload());
            case Frame.ADDRESSES -> {
                if (!addresses.mayTell(peer)) {
                    return false;
                }
                addresses.onAddresses(link, frame.payload());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void onMessage(byte[] payload) {
        long cost = (long) payload.length + NetLimits.FRAME_COST_BYTES;
        if (unreadBytes.addAndGet(cost) > NetLimits.CONTROL_UNREAD_MAX_BYTES) {
            link.channel().config().setAutoRead(false);
        }
        AtomicBoolean open = new AtomicBoolean(true);
        listener.onFrame(peer, payload, () -> {
            if (open.compareAndSet(true, false)) {
                done(cost);
            }
        });
    }

    private void done(long cost) {
        long left = unreadBytes.addAndGet(-cost);
        boolean wasFull = left + cost > NetLimits.CONTROL_UNREAD_MAX_BYTES / 2;
        if (wasFull && left <= NetLimits.CONTROL_UNREAD_MAX_BYTES / 2) {
            link.loop().execute(this::resume);
        }
    }

    private void resume() {
        boolean calm = unreadBytes.get() <= NetLimits.CONTROL_UNREAD_MAX_BYTES / 2;
        if (calm && !link.channel().config().isAutoRead()) {
            link.heard();
            link.channel().config().setAutoRead(true);
        }
    }
}
