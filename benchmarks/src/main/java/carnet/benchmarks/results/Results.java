package carnet.benchmarks.results;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** Writes it as JSON. */
    public void write(Path file) throws IOException {
        Files.write(file, MAPPER.writeValueAsBytes(this));
    }

    /** Returns it as JSON on several lines. */
    public String json() throws IOException {
        return MAPPER.writeValueAsString(this);
    }
}
