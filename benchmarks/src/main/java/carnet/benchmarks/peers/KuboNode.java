package carnet.benchmarks.peers;

import carnet.benchmarks.network.Usage;
import carnet.benchmarks.rival.ProcessTree;
import carnet.benchmarks.rival.Site;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One peer of the paper's stack: a Kubo daemon and the IPFS Cluster daemon beside it. */
final class KuboNode {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String BOUNDARY = "carnet-part-boundary";

    private final Site site;
    private final Path repository;
    private final Path clusterHome;
    private final int swarmPort;
    private final int apiPort;
    private final int gatewayPort;
    private final int clusterPort;
    private final int clusterApiPort;
    private final InetSocketAddress api;
    private final InetSocketAddress clusterApi;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> processes = new ArrayList<>();
    private String peerId = "";
    private String clusterId = "";

    private KuboNode(Site site) throws IOException {
        this.site = site;
        this.repository = site.directory().resolve("kubo");
        this.clusterHome = site.directory().resolve("ipfs-cluster");
        this.swarmPort = site.ports().next();
        this.apiPort = site.ports().next();
        this.gatewayPort = site.ports().next();
        this.clusterPort = site.ports().next();
        this.clusterApiPort = site.ports().next();
        this.api = site.reach().of(apiPort);
        this.clusterApi = site.reach().of(clusterApiPort);
    }

    /** Makes keys and default configurations. */
    static KuboNode init(Site site, String swarmKey) throws IOException, Failure, InterruptedException {
        KuboNode node = new KuboNode(site);
        node.run("ipfs", "init", "--empty-repo");
        Files.writeString(node.repository.resolve("swarm.key"), "/key/swarm/psk/1.0.0/\n/base16/\n" + swarmKey + "\n");
        node.run("ipfs-cluster-service", "--config", node.clusterHome.toString(), "init", "--consensus", "crdt");
        node.peerId = node.config().at("/Identity/PeerID").asText();
        node.clusterId = MAPPER.readTree(
                        node.clusterHome.resolve("identity.json").toFile())
                .path("id")
                .asText();
        return node;
    }

    /** Writes what all peers of the network must know of each other, and starts both daemons. */
    void start(List<KuboNode> all, String secret) throws IOException {
        List<KuboNode> others = all.stream().filter(each -> each != this).toList();
        MAPPER.writeValue(repository.resolve("config").toFile(), alone(config(), others));
        Path service = clusterHome.resolve("service.json");
        MAPPER.writeValue(service.toFile(), clustered(MAPPER.readTree(service.toFile()), others, secret));
        begin("ipfs", "daemon");
        begin("ipfs-cluster-service", "--config", clusterHome.toString(), "daemon");
    }

    /** Returns the peers that the cluster's daemon knows, itself included; 0 until it answers. */
    int clusterPeers() throws InterruptedException {
        try {
            return MAPPER.readTree(send(clusterApi, "GET", "/id", BodyPublishers.noBody()))
                    .path("cluster_peers")
                    .size();
        } catch (IOException notYet) {
            return 0;
        }
    }

    /** Returns the peers that Kubo is connected to; 0 until it answers. */
    int swarmPeers() throws InterruptedException {
        try {
            return MAPPER.readTree(send(api, "POST", "/api/v0/swarm/peers", BodyPublishers.noBody()))
                    .path("Peers")
                    .size();
        } catch (IOException notYet) {
            return 0;
        }
    }

    /** Adds a file to the cluster, which pins it on all peers; returns its CID. */
    String add(String name, InputSource content) throws IOException, InterruptedException {
        BodyPublisher body = BodyPublishers.concat(
                BodyPublishers.ofString(
                        "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"),
                BodyPublishers.ofInputStream(() -> {
                    try {
                        return content.open();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }),
                BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
        JsonNode added = MAPPER.readTree(
                send(clusterApi, "POST", "/add?cid-version=1&raw-leaves=true&stream-channels=false", body));
        return added.path(added.size() - 1).path("cid").asText();
    }

    /** Opens what is added. */
    @FunctionalInterface
    interface InputSource {
        /** Returns its bytes. */
        InputStream open() throws IOException;
    }

    /** Returns the CIDs of all files that Kubo has pinned, and so holds in full. */
    Set<String> pinned() throws IOException, InterruptedException {
        Set<String> pinned = new TreeSet<>();
        MAPPER.readTree(send(api, "POST", "/api/v0/pin/ls?type=recursive&quiet=true", BodyPublishers.noBody()))
                .path("Keys")
                .fieldNames()
                .forEachRemaining(pinned::add);
        return pinned;
    }

    void unpin(String cid) throws IOException, InterruptedException {
        send(clusterApi, "DELETE", "/pins/" + cid, BodyPublishers.noBody());
    }

    void collectGarbage() throws IOException, InterruptedException {
        send(api, "POST", "/api/v0/repo/gc?quiet=true", BodyPublishers.noBody());
    }

    Usage usage() {
        Usage sum = Usage.NONE;
        for (Process process : processes) {
            sum = sum.plus(ProcessTree.usage(process.toHandle()));
        }
        return sum;
    }

    void end() {
        processes.forEach(ProcessTree::end);
    }

    /** A network of these peers only: no bootstrap, discovery, routing, relays, NAT, downloaded settings, certificates. */
    private ObjectNode alone(ObjectNode config, List<KuboNode> others) {
        config.putArray("Bootstrap");
        config.withObject("/AutoConf").put("Enabled", false);
        config.withObject("/AutoTLS").put("Enabled", false);
        config.withObject("/DNS").putObject("Resolvers");
        config.withObject("/Ipns").putArray("DelegatedPublishers");
        config.withObject("/Routing").put("Type", "none").putArray("DelegatedRouters");
        config.withObject("/Discovery/MDNS").put("Enabled", false);
        config.withObject("/HTTPRetrieval").put("Enabled", false);
        config.withObject("/Version").put("SwarmCheckEnabled", false);
        ObjectNode swarm = config.withObject("/Swarm");
        swarm.put("DisableNatPortMap", true).put("EnableHolePunching", false);
        swarm.withObject("/RelayClient").put("Enabled", false);
        swarm.withObject("/RelayService").put("Enabled", false);
        ObjectNode addresses = config.withObject("/Addresses");
        addresses.put("API", tcp(Site.LOOPBACK, apiPort)).put("Gateway", tcp(Site.LOOPBACK, gatewayPort));
        addresses.putArray("Swarm").add(tcp(site.address(), swarmPort));
        ArrayNode peers = config.withObject("/Peering").putArray("Peers");
        for (KuboNode other : others) {
            peers.addObject().put("ID", other.peerId).putArray("Addrs").add(tcp(other.site.address(), other.swarmPort));
        }
        return config;
    }

    /** The cluster's peers know each other; every peer pins everything. */
    private JsonNode clustered(JsonNode service, List<KuboNode> others, String secret) {
        ObjectNode root = (ObjectNode) service;
        ObjectNode cluster = root.withObject("/cluster");
        cluster.put("peername", site.name()).put("secret", secret).put("mdns_interval", "0s");
        cluster.put("enable_relay_hop", false);
        cluster.putArray("listen_multiaddress").add(tcp(site.address(), clusterPort));
        ArrayNode known = cluster.putArray("peer_addresses");
        for (KuboNode other : others) {
            known.add(tcp(other.site.address(), other.clusterPort) + "/p2p/" + other.clusterId);
        }
        root.withObject("/consensus/crdt").putArray("trusted_peers").add("*");
        ObjectNode apis = root.withObject("/api");
        apis.retain("restapi");
        apis.withObject("/restapi").putArray("http_listen_multiaddress").add(tcp(Site.LOOPBACK, clusterApiPort));
        root.withObject("/ipfs_connector/ipfshttp").put("node_multiaddress", tcp(Site.LOOPBACK, apiPort));
        return root;
    }

    private ObjectNode config() throws IOException {
        return (ObjectNode) MAPPER.readTree(repository.resolve("config").toFile());
    }

    private static String tcp(String address, int port) {
        return "/ip4/" + address + "/tcp/" + port;
    }

    private String send(InetSocketAddress to, String method, String path, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + to.getAddress().getHostAddress() + ":" + to.getPort() + path))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .timeout(Duration.ofMinutes(10))
                .method(method, body)
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(path + " was answered with " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private void run(String... command) throws IOException, Failure, InterruptedException {
        int status = builder(command).start().waitFor();
        if (status != 0) {
            throw new Failure(
                    ExitCode.FAILED,
                    String.join(" ", command) + " ended with status " + status,
                    "Look into " + log(command[0]));
        }
    }

    private void begin(String... command) throws IOException {
        Process process = builder(command).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ProcessTree.end(process), "stop " + command[0]));
        processes.add(process);
    }

    private ProcessBuilder builder(String... command) {
        ProcessBuilder builder = new ProcessBuilder(site.commands().on(List.of(command)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(command[0]).toFile()));
        builder.environment().put("IPFS_PATH", repository.toString());
        builder.environment().put("IPFS_TELEMETRY", "off");
        builder.environment().put("LIBP2P_FORCE_PNET", "1");
        return builder;
    }

    private Path log(String program) {
        return site.directory().resolve(program + ".log");
    }
}
