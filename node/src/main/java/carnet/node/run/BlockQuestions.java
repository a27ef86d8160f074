package carnet.node.run;

import carnet.crypto.hash.Hash;
import carnet.node.wire.BlockRequest;
import carnet.node.wire.Message;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The blocks, and parts of blocks, that one peer was asked for and did not send yet. Any thread may use it. */
public final class BlockQuestions {
    /** Those that are remembered: many times what is asked for at once. */
    private static final int MOST = 256;

    private final Map<Key, BlockRequest> open = new LinkedHashMap<>();

    /** What became of an answer. */
    public enum Outcome {
        /** It is what was asked for. */
        ASKED,
        /** Nobody asked for it. */
        UNASKED,
        /** It has another number of transactions than were asked for. */
        MISCOUNTED
    }

    /** Of one block and part there is one question: the last. */
    private record Key(Hash block, BlockRequest.Part part) {
        static Key of(BlockRequest request) {
            return new Key(request.block(), request.part());
        }
    }

    /** A message is about to be sent; it may ask for something. */
    public synchronized void ask(Message question) {
        for (BlockRequest request : BlockRequest.of(question)) {
            Key key = Key.of(request);
            open.remove(key);
            open.put(key, request);
        }
        Iterator<Key> oldestFirst = open.keySet().iterator();
        while (open.size() > MOST) {
            oldestFirst.next();
            oldestFirst.remove();
        }
    }

    /** Something came; if it was asked for, it counts as come from now on. */
    public synchronized Outcome answer(BlockRequest answered) {
        BlockRequest asked = open.remove(Key.of(answered));
        if (asked == null) {
            return Outcome.UNASKED;
        }
        return asked.equals(answered) ? Outcome.ASKED : Outcome.MISCOUNTED;
    }
}
