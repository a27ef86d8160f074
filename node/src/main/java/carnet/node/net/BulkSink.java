package carnet.node.net;

import carnet.consensus.codec.DecodeException;

/** Frames of a BULK link: requests to the server, answers to who asked. */
final class BulkSink implements FrameSink {
    private final ChunkServer server;
    private final Fetches fetches;

    BulkSink(ChunkServer server, Fetches fetches) {
        this.server = server;
        this.fetches = fetches;
    }

    @Override
    public boolean onFrame(Frame frame) throws DecodeException {
        return switch (frame.type()) {
            case Frame.FETCH -> {
                server.onFetch(frame.payload());
                yield true;
            }
            case Frame.CHUNK, Frame.NOT_FOUND, Frame.REFUSED -> fetches.onAnswer(frame);
            default -> false;
        };
    }
}
