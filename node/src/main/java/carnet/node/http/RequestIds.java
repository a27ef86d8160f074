package carnet.node.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Names requests: a prefix drawn at start, so that names of two runs in one log differ, and a count. */
final class RequestIds implements Supplier<String> {
    private static final int PREFIX_BYTES = 4;

    private final String prefix;
    private final AtomicLong count = new AtomicLong();

    RequestIds() {
        byte[] bytes = new byte[PREFIX_BYTES];
        new SecureRandom().nextBytes(bytes);
        prefix = HexFormat.of().formatHex(bytes);
    }

    @Override
    public String get() {
        return prefix + "-" + count.incrementAndGet();
    }
}
