package carnet.node.net;

import carnet.consensus.codec.DecodeException;

/** Takes the frames of one connection that stands, on its event loop. */
@FunctionalInterface
interface FrameSink {
    /**
     * Deals with {@code frame}; false when its type is unknown here.
     *
     * @throws DecodeException ends the connection as MALFORMED
     */
    boolean onFrame(Frame frame) throws DecodeException;
}
