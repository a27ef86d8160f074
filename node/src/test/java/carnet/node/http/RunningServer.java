package carnet.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A server on a free loopback port with clients for it. */
final class RunningServer implements AutoCloseable {
    static final int READ_TIMEOUT_MILLIS = 10_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    final MemoryNode node;
    final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    RunningServer(MemoryNode node, HttpSettings settings) throws IOException {
        this.node = node;
        this.server = HttpServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), node, settings);
    }

    RunningServer() throws IOException {
        this(new MemoryNode(), HttpSettings.defaults());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    CompletableFuture<HttpResponse<byte[]>> sendAsync(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpResponse<byte[]> put(String path, byte[] body) throws IOException, InterruptedException {
        return send(
                request(path).header("Content-Type", "application/octet-stream").PUT(BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<byte[]> post(String path, String type, byte[] body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<byte[]> postJson(String path, String body) throws IOException, InterruptedException {
        return post(path, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        return socket;
    }

    /** Sends {@code text} over a connection of its own and returns all that comes until the server closes it. */
    String exchange(String text) throws IOException {
        try (Socket socket = connect()) {
            write(socket, text);
            return readAll(socket);
        }
    }

    static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    static String readAll(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        return JSON.readTree(response.body());
    }

    /** Returns "CODE: message" of an error, with " [field]" where one is named. */
    static String error(JsonNode error) {
        String field = error.has("field") ? " [" + error.get("field").asText() + "]" : "";
        return error.get("code").asText() + ": " + error.get("message").asText() + field;
    }

    static String error(HttpResponse<byte[]> response) throws IOException {
        return response.statusCode() + " " + error(json(response));
    }

    /** The same of a raw exchange's last response. */
    static String error(String exchange) throws IOException {
        String status = exchange.substring(9, 12);
        return status + " " + error(JSON.readTree(exchange.substring(exchange.lastIndexOf("\r\n\r\n") + 4)));
    }

    @Override
    public void close() {
        server.close();
    }
}
