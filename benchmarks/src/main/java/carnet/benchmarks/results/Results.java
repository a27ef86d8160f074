package carnet.benchmarks.results;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * One run's results.
 *
 * @param host where and when
 * @param bursts many files at once
 * @param rates steady streams
 */
public record Results(Host host, List<Burst> bursts, List<Rate> rates) {
    /** Setting: processes on this machine, connected by its loopback. */
    public static final String MACHINE = "this machine";

    /** Setting: emulated boards with their links. */
    public static final String EMULATED = "emulated";

    /** Each emulated board's link, each way, in bits a second: 100 Mbit/s Ethernet less its framing. */
    public static final int EMULATED_LINK_BITS = 94_000_000;

    /** What each emulated board's memory card takes, in bytes a second. */
    public static final int EMULATED_CARD_BYTES = 10_000_000;

    /** Setting: a network that was there. */
    public static final String GIVEN = "given network";

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Copies the lists. */
    public Results {
        bursts = List.copyOf(bursts);
        rates = List.copyOf(rates);
    }

    /** Reads a file that {@link #write} wrote. */
    public static Results read(Path file) throws IOException {
        return MAPPER.readValue(file.toFile(), Results.class);
    }

    /**
     * Writes it as JSON. A file that is there is replaced in one step, so it is never half written; a link is followed, and
     * what is no file, such as a device, is written to.
     */
    public void write(Path file) throws IOException {
        Path whole = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        if (Files.exists(whole) && !Files.isRegularFile(whole)) {
            Files.write(whole, MAPPER.writeValueAsBytes(this));
            return;
        }
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        Files.write(part, MAPPER.writeValueAsBytes(this));
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns it as JSON on several lines. */
    public String json() throws IOException {
        return MAPPER.writeValueAsString(this);
    }
}
