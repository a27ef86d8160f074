package carnet.benchmarks.peers;

import carnet.benchmarks.network.Usage;
import carnet.benchmarks.rival.ProcessTree;
import carnet.benchmarks.rival.Site;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.crypto.secret.Entropy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One device: its home, its process, its API. */
final class SyncthingDevice {
    private static final String FOLDER = "records";
    private static final Pattern ID = Pattern.compile("<device id=\"([A-Z0-9-]{63})\"");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int KEY_BYTES = 16;
    private static final int LONG_POLL_SECONDS = 5;

    /** Everything that would speak to somebody else is off: discovery, relays, NAT, STUN, usage, crash reports, upgrades. */
    private static final String OPTIONS =
            """
                <options>
                    <listenAddress>tcp://%s:%d</listenAddress>
                    <globalAnnounceEnabled>false</globalAnnounceEnabled>
                    <localAnnounceEnabled>false</localAnnounceEnabled>
                    <relaysEnabled>false</relaysEnabled>
                    <natEnabled>false</natEnabled>
                    <stunKeepaliveStartS>0</stunKeepaliveStartS>
                    <stunServer></stunServer>
                    <urAccepted>-1</urAccepted>
                    <crashReportingEnabled>false</crashReportingEnabled>
                    <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
                    <startBrowser>false</startBrowser>
                    <setLowPriority>false</setLowPriority>
                    <reconnectionIntervalS>1</reconnectionIntervalS>
                </options>
            """;

    private final Site site;
    private final Path home;
    private final Path folder;
    private final String id;
    private final int port;
    private final int apiPort;
    private final InetSocketAddress api;
    private final String apiKey;
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Process process;

    private SyncthingDevice(Site site, Path home, String id, String apiKey) throws IOException {
        this.site = site;
        this.home = home;
        this.folder = Files.createDirectory(home.resolveSibling("syncthing-" + FOLDER));
        Files.createDirectory(folder.resolve(".stfolder"));
        this.id = id;
        this.apiKey = apiKey;
        this.port = site.ports().next();
        this.apiPort = site.ports().next();
        this.api = site.reach().of(apiPort);
    }

    /** Makes its keys. */
    static SyncthingDevice generate(Site site, Entropy entropy) throws IOException, Failure, InterruptedException {
        Path home = site.directory().resolve("syncthing");
        int status = builder(site, home, "generate").start().waitFor();
        Path config = home.resolve("config.xml");
        Matcher found = ID.matcher(Files.exists(config) ? Files.readString(config) : "");
        if (status != 0 || !found.find()) {
            throw new Failure(
                    ExitCode.FAILED,
                    "syncthing generate ended with status " + status,
                    "Look into " + site.directory().resolve("syncthing.log"));
        }
        return new SyncthingDevice(site, home, found.group(1), HexFormat.of().formatHex(entropy.bytes(KEY_BYTES)));
    }

    /** Starts it as one of all that share the folder. */
    void start(List<SyncthingDevice> all) throws IOException {
        Files.writeString(home.resolve("config.xml"), config(all), StandardCharsets.UTF_8);
        Process started = builder(site, home, "serve").start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ProcessTree.end(started), "stop syncthing"));
        process = started;
    }

    Path folder() {
        return folder;
    }

    Usage usage() {
        return process == null ? Usage.NONE : ProcessTree.usage(process.toHandle());
    }

    void end() {
        if (process != null) {
            ProcessTree.end(process);
        }
    }

    /** Makes it look at its folder now, instead of ten seconds after a change. */
    void scan() throws IOException, InterruptedException {
        send(request("/rest/db/scan?folder=" + FOLDER).POST(HttpRequest.BodyPublishers.noBody()));
    }

    boolean isConnectedTo(int others) throws IOException, InterruptedException {
        JsonNode connections;
        try {
            connections = get("/rest/system/connections").path("connections");
        } catch (IOException notYet) {
            return false;
        }
        int connected = 0;
        for (JsonNode connection : connections) {
            connected += connection.path("connected").asBoolean() ? 1 : 0;
        }
        return connected == others;
    }

    /** Returns what it sent to all others since it started. */
    long sentBytes() throws IOException, InterruptedException {
        return get("/rest/system/connections")
                .path("total")
                .path("outBytesTotal")
                .asLong();
    }

    /** Returns what tells of files that it finishes from now on. */
    Arrivals.Source arrivals() throws IOException, InterruptedException {
        AtomicLong last = new AtomicLong();
        for (JsonNode event : finished("since=0&timeout=1&limit=1")) {
            last.set(event.path("id").asLong());
        }
        return () -> {
            List<String> names = new ArrayList<>();
            for (JsonNode event : finished("since=" + last.get() + "&timeout=" + LONG_POLL_SECONDS)) {
                last.set(event.path("id").asLong());
                JsonNode data = event.path("data");
                if (data.path("error").isNull() && data.path("action").asText().equals("update")) {
                    names.add(data.path("item").asText());
                }
            }
            return names;
        };
    }

    private JsonNode finished(String which) throws IOException, InterruptedException {
        return get("/rest/events?events=ItemFinished&" + which);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return MAPPER.readTree(send(request(path)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://" + api.getAddress().getHostAddress() + ":" + api.getPort() + path))
                .header("X-API-Key", apiKey)
                .timeout(Duration.ofMinutes(10));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("syncthing answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private String config(List<SyncthingDevice> all) {
        String shared = all.stream()
                .map(each -> "<device id=\"" + each.id + "\"></device>")
                .collect(Collectors.joining());
        String known = all.stream()
                .map(each -> "<device id=\"" + each.id + "\" name=\"" + each.site.name()
                        + "\" compression=\"never\"><address>tcp://" + each.site.address() + ":" + each.port
                        + "</address></device>")
                .collect(Collectors.joining("\n"));
        return "<configuration version=\"36\">\n<folder id=\"" + FOLDER + "\" path=\"" + folder
                + "\" type=\"sendreceive\" rescanIntervalS=\"0\" fsWatcherEnabled=\"false\">" + shared + "</folder>\n"
                + known + "\n<gui enabled=\"true\" tls=\"false\"><address>" + Site.LOOPBACK + ":" + apiPort
                + "</address><apikey>" + apiKey + "</apikey></gui>\n"
                + OPTIONS.formatted(site.address(), port) + "</configuration>\n";
    }

    private static ProcessBuilder builder(Site site, Path home, String command) {
        ProcessBuilder builder = new ProcessBuilder(site.commands().on(List.of("syncthing", command, "--home=" + home)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        site.directory().resolve("syncthing.log").toFile()));
        builder.environment().put("HOME", site.directory().toString());
        builder.environment().put("STNODEFAULTFOLDER", "1");
        builder.environment().put("STNOUPGRADE", "1");
        builder.environment().put("STNORESTART", "1");
        return builder;
    }
}
